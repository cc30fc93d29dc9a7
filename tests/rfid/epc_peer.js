// The npm package epc-tds as a filter. Each line of standard input is "decode HEX" or "encode TAG-URI"; each gives one
// line: "TAG-URI PURE-IDENTITY-URI KEY" or the hexadecimal, or "error" with its words.
'use strict';
const tds = require('epc-tds');

const answers = {
  decode(hex) {
    const epc = tds.valueOf(hex);
    return `${epc.toTagURI()} ${epc.toIdURI()} ${epc.toBarcode()}`;
  },
  encode: (uri) => tds.fromTagURI(uri).toHexString(),
};

const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean);
for (const line of lines) {
  const [verb, argument] = line.split(' ');
  try {
    console.log(answers[verb](argument));
  } catch (error) {
    console.log(`error ${error.message}`);
  }
}
