// Reads grey pictures of standard input with npm zxing-wasm, as bench_vision asks (tests/bench/vision_engines.h).
"use strict";
const fs = require("fs");
const path = require("path");
const { readBarcodes, prepareZXingModule } = require("zxing-wasm/reader");

const wasm = fs.readFileSync(
  path.join(path.dirname(require.resolve("zxing-wasm/reader")), "../../reader/zxing_reader.wasm"));
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } });

function take(size) {
  const into = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    let got = 0;
    try {
      got = fs.readSync(0, into, at, size - at);
    } catch (error) {
      if (error.code !== "EAGAIN")
        throw error;
      continue;
    }
    if (got === 0)
      process.exit(0);
    at += got;
  }
  return into;
}

async function main() {
  for (;;) {
    const header = take(8);
    const width = header.readUInt32LE(0);
    const height = header.readUInt32LE(4);
    const grey = take(width * height);
    const data = new Uint8ClampedArray(4 * width * height).fill(255);
    for (let i = 0; i < grey.length; ++i)
      data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = grey[i];
    const before = process.cpuUsage();
    const results = await readBarcodes({ data, width, height });
    const used = process.cpuUsage(before);
    const codes = results.filter(r => r.isValid).map(r => ({ format: r.format, text: r.text }));
    fs.writeSync(1, JSON.stringify({ ms: (used.user + used.system) / 1000, codes }) + "\n");
  }
}
main();
