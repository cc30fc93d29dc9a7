#!/usr/bin/env bash
# The demo shop: a kiosk and the bench that plays its devices, in two windows or scripted without any display.
#   demo.sh --root REPOSITORY --bin FOLDER --out FOLDER [--scripted] [--visits NAMES] [--screens portrait|landscape|both]
# Scripted, it exits 0 only if every visit went as written, the journal verifies and holds the same payments as the
# terminal's own book, and the QR code on the last receipt's screenshot opens a ticket that verifies.
# Everything it starts listens on 127.0.0.1 only and ends with it.
set -euo pipefail

die() { printf 'demo: %s\n' "$*" >&2; exit 1; }
say() { printf 'demo: %s\n' "$*" >&2; }

ROOT='' BIN='' OUT='' SCRIPTED=0 VISITS=all SCREENS=both
while [ $# -gt 0 ]; do
  case $1 in
    --root) ROOT=$2; shift 2 ;;
    --bin) BIN=$2; shift 2 ;;
    --out) OUT=$2; shift 2 ;;
    --visits) VISITS=$2; shift 2 ;;
    --screens) SCREENS=$2; shift 2 ;;
    --scripted) SCRIPTED=1; shift ;;
    *) die "don't know $1" ;;
  esac
done
[ -n "$ROOT" ] && [ -n "$BIN" ] && [ -n "$OUT" ] || die "--root, --bin and --out are needed"
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || SCRIPTED=1

PIN=2580 # of the attendant "karim"
ASSETS=$ROOT/assets
TMP='' PIDS=()

# --- everything that is started is ended
start() { # NAME COMMAND...: in the background, its output in the log of that name; its process id is in STARTED
  local name=$1
  shift
  "$@" 8>&- 9>&- >"$OUT/log/$name.log" 2>&1 &
  STARTED=$!
  PIDS+=("$STARTED")
}
stop() { # PID: politely, and after five seconds not
  local pid=$1 i
  kill "$pid" 2>/dev/null || return 0
  for i in {1..50}; do
    kill -0 "$pid" 2>/dev/null || break
    read -rt 0.1 <>"$TMP/never" || true
  done
  kill -9 "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}
finish() {
  local i
  for ((i = ${#PIDS[@]} - 1; i >= 0; i--)); do stop "${PIDS[i]}"; done
  if [ -n "$TMP" ]; then rm -rf "$TMP"; fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- a fresh shop
prepare() {
  mkdir -p "$(dirname "$OUT")"
  exec 9>"$OUT.lock"
  flock -n 9 || die "another demo runs in $OUT"
  if [ -e "$OUT" ] && [ ! -e "$OUT/panier.toml" ] && [ -n "$(ls -A "$OUT")" ]; then
    die "$OUT is there and isn't a demo's; remove it or name another folder"
  fi
  rm -rf "$OUT"
  mkdir -p "$OUT/log" "$OUT/screenshots"
  OUT=$(cd "$OUT" && pwd)
  TMP=$(mktemp -d)
  mkfifo "$TMP/never"
  if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
    export XDG_RUNTIME_DIR=$TMP/runtime
    mkdir -m 700 "$XDG_RUNTIME_DIR"
  fi
  local ports
  mapfile -t ports < <(QT_QPA_PLATFORM=offscreen "$BIN/panier-bench" --free-ports 6)
  [ ${#ports[@]} = 6 ] || die "no free ports"
  sed -e "s/@RFID@/${ports[0]}/" -e "s/@CAMERA@/${ports[1]}/" -e "s/@PAYMENT@/${ports[2]}/" \
    -e "s/@PRINTER@/${ports[3]}/" -e "s/@WEB@/${ports[4]}/g" -e "s/@TOP@/${ports[5]}/" -e "s|@NFC@|$TMP/nfc|" \
    -e "s|@SCANNER@|$TMP/scanner|" "$ASSETS/demo/panier.toml.in" >"$OUT/panier.toml"
  {
    "$BIN/panier-admin" --config "$OUT/panier.toml" init
    "$BIN/panier-admin" --config "$OUT/panier.toml" import articles "$ASSETS/demo/articles.csv"
    "$BIN/panier-admin" --config "$OUT/panier.toml" tags import "$ASSETS/demo/tags.csv" --user demo
    "$BIN/panier-admin" --config "$OUT/panier.toml" user add karim --display Karim <<<"$PIN"
    "$BIN/panier-admin" --config "$OUT/panier.toml" badge key
    "$BIN/panier-admin" --config "$OUT/panier.toml" code key
  } >"$OUT/log/panier-admin.log" 2>&1 || die "the shop can't be set up: $(tail -n 1 "$OUT/log/panier-admin.log")"
}

export TZ=${TZ:-Europe/Paris} # of the demo shop
BENCH_OPTIONS=()
bench_options() { # CONFIG RECEIPTS
  BENCH_OPTIONS=(--config "$1" --assets "$ASSETS" --book "$OUT/terminal-book.jsonl" --out "$2" --web "$BIN/panier-web"
    --admin "$BIN/panier-admin" --badge-of karim)
  mkdir -p "$2"
}

# --- two windows
play() {
  bench_options "$OUT/panier.toml" "$OUT/receipts"
  start panier-bench "$BIN/panier-bench" "${BENCH_OPTIONS[@]}"
  local bench=$STARTED
  wait_for "the bench" grep -q "the shop is open" "$OUT/log/panier-bench.log"
  start panier "$BIN/panier" --config "$OUT/panier.toml"
  say "two windows: the shop in a box, and the kiosk. The attendant is \"karim\", PIN $PIN. Close either to end."
  wait -n "$bench" "$STARTED" || true
}

# --- no display: a screen and a desktop bus of our own
start_bus() {
  export XDG_RUNTIME_DIR=$TMP/run HOME=$TMP/home
  mkdir -pm 700 "$XDG_RUNTIME_DIR" "$HOME"
  unset WAYLAND_DISPLAY AT_SPI_BUS_ADDRESS
  export DBUS_SESSION_BUS_ADDRESS=unix:path=$XDG_RUNTIME_DIR/bus
  start dbus dbus-daemon --session --nofork --nopidfile --nosyslog --address="$DBUS_SESSION_BUS_ADDRESS"
  wait_for "the session bus" test -S "$XDG_RUNTIME_DIR/bus"
  local launcher=/usr/libexec/at-spi-bus-launcher
  [ -x "$launcher" ] || die "at-spi2-core is missing"
  start at-spi "$launcher" --launch-immediately
}
wait_for() { # WHAT COMMAND...: at most ten seconds
  local what=$1 i
  shift
  for i in {1..100}; do
    if "$@"; then return; fi
    read -rt 0.1 <>"$TMP/never" || true
  done
  die "$what doesn't come up"
}
start_screen() { # WIDTHxHEIGHT
  : >"$TMP/display"
  start xvfb Xvfb -displayfd 7 -screen 0 "$1x24" -nolisten tcp -noreset 7>"$TMP/display"
  wait_for "Xvfb" test -s "$TMP/display"
  export DISPLAY=:$(<"$TMP/display")
}

run_visits() { # NAME GEOMETRY ORIENTATION LANGUAGE VISITS
  local name=$1 config=$OUT/panier.toml status=0 screen bench kiosk
  if [ "$3 $4" != "portrait fr" ]; then
    config=$OUT/panier-$name.toml
    sed -e "s/^orientation = .*/orientation = \"$3\"/" -e "s/^language = .*/language = \"$4\"/" "$OUT/panier.toml" >"$config"
  fi
  say "$3, $4: $5"
  start_screen "$2"
  screen=$STARTED
  bench_options "$config" "$OUT/receipts-$name"
  export QT_QPA_PLATFORM=xcb QT_QUICK_BACKEND=software
  start "panier-bench-$name" "$BIN/panier-bench" "${BENCH_OPTIONS[@]}" --scripted "$5" --language "$4" \
    --orientation "$3" --shots "$OUT/screenshots/$name" --summary "$OUT/log/visits-$name.json"
  bench=$STARTED
  wait_for "the bench" grep -q "the shop is open" "$OUT/log/panier-bench-$name.log"
  start "panier-$name" env QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_ACCESSIBILITY=1 \
    "$BIN/panier" --config "$config" --fullscreen
  kiosk=$STARTED
  wait "$bench" || status=$?
  [ $status = 0 ] || say "$name: $(grep -iE '\[?error' "$OUT/log/panier-bench-$name.log" | tail -n 3)"
  stop "$kiosk"
  stop "$screen"
  [ -e "$OUT/log/visits-$name.json" ] || die "the visits were not made; see $OUT/log"
}

# The last receipt that the kiosk showed: read, opened, photographed.
open_ticket() {
  local shot url config=$OUT/panier.toml
  shot=$(find "$OUT/screenshots" -name '*-receipt.png' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
  [ -n "$shot" ] || { echo "no screen showed a code"; return; }
  url=$(QT_QPA_PLATFORM=offscreen "$BIN/panier-bench" --read-code "$shot") || { echo "no code can be read in $shot"; return; }
  start panier-web "$BIN/panier-web" --config "$config"
  wait_for "panier-web" curl -s -o "$TMP/page" --max-time 5 "$url"
  local status
  status=$(curl -s -o "$OUT/eticket.html" --max-time 10 -w '%{http_code}' -H 'Accept-Language: fr' "$url")
  timeout 90 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars \
    --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage --accept-lang=fr-FR \
    --user-data-dir="$TMP/chromium" --window-size=420,1600 --screenshot="$OUT/eticket.png" "$url" \
    >"$OUT/log/chromium.log" 2>&1 9>&- || { echo "the page can't be photographed"; return; }
  [ "$status" = 200 ] || { echo "HTTP $status from $url"; return; }
  grep -q Authentique "$OUT/eticket.html" || { echo "the page doesn't say that the ticket is authentic"; return; }
  echo verified
}

script() {
  start_bus
  case $SCREENS in
    portrait | both) run_visits portrait-fr 1080x1920 portrait fr "$VISITS" ;;&
    landscape) run_visits landscape-en 1920x1080 landscape en "$VISITS" ;;
    both) run_visits landscape-en 1920x1080 landscape en "$(landscape_visits)" ;;
  esac
  local page
  open_ticket >"$TMP/ticket-page" || true
  page=$(tail -n 1 "$TMP/ticket-page")
  receipt
  "$BIN/panier-admin" --config "$OUT/panier.toml" journal verify >"$OUT/journal.txt" 2>&1 || {
    cat "$OUT/journal.txt" >&2
    die "the journal doesn't verify"
  }
  "$BIN/panier-admin" --config "$OUT/panier.toml" journal list >"$OUT/log/journal-list.txt"
  cat "$OUT/log/journal-list.txt" >>"$OUT/journal.txt"
  local status=0
  QT_QPA_PLATFORM=offscreen "$BIN/panier-bench" --conclude "$OUT"/log/visits-*.json --journal "$OUT/log/journal-list.txt" \
    --book "$OUT/terminal-book.jsonl" --out "$OUT" --ticket-page "${page:-the page was not opened}" || status=1
  cat "$OUT/summary.txt"
  exit $status
}
# In the second orientation those visits whose screens differ; all that were asked for by name.
landscape_visits() { if [ "$VISITS" = all ]; then echo food,unsure,age,in-doubt,fashion; else echo "$VISITS"; fi; }

# The last receipt that was printed.
receipt() {
  local last
  last=$(find "$OUT" -path '*/receipts*/receipt-*.png' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)
  [ -n "$last" ] || return 0
  cp "$last" "$OUT/receipt.png"
  cp "${last%.png}.txt" "$OUT/receipt.txt"
}

prepare
if [ $SCRIPTED = 1 ]; then script; else play; fi
