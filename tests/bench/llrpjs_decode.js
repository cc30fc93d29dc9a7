// Decodes the LLRP messages of standard input with npm llrpjs, over and over, and says how long it took.
"use strict";
const { LLRPMessage } = require("llrpjs");

const seconds = Number(process.argv[2]);
const chunks = [];
process.stdin.on("data", chunk => chunks.push(chunk));
process.stdin.on("end", () => {
  const all = Buffer.concat(chunks);
  const messages = [];
  for (let at = 0; at < all.length; at += all.readUInt32BE(at + 2))
    messages.push(all.subarray(at, at + all.readUInt32BE(at + 2)));
  const decodeFor = duration => {
    let tags = 0;
    let sum = 0;
    const start = process.hrtime.bigint();
    const end = start + BigInt(duration * 1e9);
    for (let i = 0; process.hrtime.bigint() < end; i = (i + 1) % messages.length) {
      const data = new LLRPMessage(messages[i]).decode().getMessageData();
      for (const tag of [].concat(data.TagReportData)) {
        ++tags;
        sum += tag.PeakRSSI.PeakRSSI + tag.AntennaID.AntennaID;
      }
    }
    return { tags, nanoseconds: Number(process.hrtime.bigint() - start), sum };
  };
  decodeFor(seconds); // until Node has compiled it
  console.log(JSON.stringify(decodeFor(seconds)));
});
