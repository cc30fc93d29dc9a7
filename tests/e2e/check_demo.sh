#!/usr/bin/env bash
# Runs the scripted demo and checks what it leaves: check_demo.sh REPOSITORY BIN OUT
set -euo pipefail
ROOT=$1 BIN=$2 OUT=$3
VISITS=${PANIER_E2E_VISITS:-all}

fail() { printf 'e2e: %s\n' "$*" >&2; exit 1; }
conclude() { # BOOK FOLDER
  QT_QPA_PLATFORM=offscreen "$BIN/panier-bench" --conclude "$OUT"/log/visits-*.json \
    --journal "$OUT/log/journal-list.txt" --book "$1" --out "$2" --ticket-page verified
}

bash "$ROOT/kiosk/app/bench/demo.sh" --root "$ROOT" --bin "$BIN" --out "$OUT" --scripted --visits "$VISITS" \
  --screens "${PANIER_E2E_SCREENS:-both}" || fail "the scripted demo failed; see $OUT"

for file in summary.json summary.txt panier.toml till.db till.head terminal-book.jsonl journal.txt eticket.png; do
  [ -s "$OUT/$file" ] || fail "$file is missing or empty"
done
grep -q '"ok": true,' "$OUT/summary.json" || fail "the summary doesn't say that all is well"
[ -n "$(find "$OUT/screenshots" -name '*.png' -size +4k)" ] || fail "there are no screenshots"
[ -z "$(find "$OUT/screenshots" -name '*failure*')" ] || fail "a visit left a picture of its failure"
if [ "$VISITS" = all ]; then
  [ -s "$OUT/receipt.png" ] || fail "no receipt was printed"
  grep -q '€' "$OUT/receipt.txt" || fail "the printed receipt names no amount"
  if [ "${PANIER_E2E_SCREENS:-both}" = both ]; then # ./dev screenshots finds what it makes the README's pictures of
    while read -r picture; do
      [ -s "$OUT/screenshots/$picture" ] || fail "the README's pictures want $picture, and no visit takes it"
    done < <(sed -n 's/^reduce \([^ ]*\.png\) .*/\1/p' "$ROOT/kiosk/app/bench/screenshots.sh")
  fi
fi

# The comparison itself can fail: a book with one cent more, and one with a payment less, are found out.
WRONG=$(mktemp -d)
trap 'rm -rf "$WRONG"' EXIT
sed '/"approved":true/s/"amountMinor":/&1/' "$OUT/terminal-book.jsonl" >"$WRONG/more.jsonl"
sed '/"approved":true/d' "$OUT/terminal-book.jsonl" >"$WRONG/less.jsonl"
conclude "$OUT/terminal-book.jsonl" "$WRONG" || fail "the same files don't lead to the same conclusion"
if conclude "$WRONG/more.jsonl" "$WRONG" || conclude "$WRONG/less.jsonl" "$WRONG"; then
  fail "a wrong book isn't noticed"
fi
