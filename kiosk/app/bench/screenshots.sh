#!/usr/bin/env bash
# Makes the README's pictures from what the scripted demo left: screenshots.sh DEMO_FOLDER TARGET_FOLDER
set -euo pipefail
DEMO=$1 TARGET=$2
mkdir -p "$TARGET"
reduce() { # PICTURE NAME WIDTH: flat colours need few of them, and less than 150 KB
  local from=$DEMO/screenshots/$1
  [ -s "$from" ] || { echo "screenshots: $from is missing; run ./dev demo --scripted first" >&2; exit 1; }
  convert "$from" -resize "$3x" +dither -colors 128 -strip "PNG8:$TARGET/$2.png"
}
reduce portrait-fr/food-01-attract.png attract 360
reduce portrait-fr/unsure-02-basket.png basket-unsure 360
reduce portrait-fr/fashion-02-payment.png payment 360
reduce portrait-fr/fashion-03-receipt.png receipt 360
reduce landscape-en/fashion-01-basket.png basket-landscape 960
reduce portrait-fr/age-03-panel.png attendant 360
