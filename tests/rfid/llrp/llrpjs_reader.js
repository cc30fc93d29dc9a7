// A reader made of npm llrpjs's codec, an implementation of LLRP 1.0.1 that shares nothing with ours: it decodes every
// request and encodes every answer. Its own server takes one message a segment and stumbles over another version for
// good, so the framing is done here. Says on standard output its port, then each request as a line of JSON.
"use strict";
const net = require("net");
const { LLRPCore, LLRPMessage } = require("llrpjs");

const success = { StatusCode: "M_Success", ErrorDescription: "" };
const shirt = [0x30, 0x34, 0x25, 0x7b, 0xf7, 0x19, 0x4e, 0x40, 0x00, 0x00, 0x1a, 0x85];
const longEpc = [0x36, 0x34, 0x25, 0x7b, 0xf7, 0x19, 0x4e, 0x5b, 0x0a, 0x1c, 0x2d, 0x3e, 0x4f, 0x50, 0x61, 0x72];

const capabilities = {
  LLRPStatus: success,
  GeneralDeviceCapabilities: {
    MaxNumberOfAntennaSupported: 2, CanSetAntennaProperties: false, HasUTCClockCapability: true,
    DeviceManufacturerName: 0, ModelName: 7, ReaderFirmwareVersion: "llrpjs",
    ReceiveSensitivityTableEntry: { Index: 1, ReceiveSensitivityValue: 0 },
    GPIOCapabilities: { NumGPIs: 1, NumGPOs: 0 },
    PerAntennaAirProtocol: [{ AntennaID: 1, ProtocolID: ["EPCGlobalClass1Gen2"] },
                            { AntennaID: 2, ProtocolID: ["EPCGlobalClass1Gen2"] }],
  },
  LLRPCapabilities: {
    CanDoRFSurvey: false, CanReportBufferFillWarning: false, SupportsClientRequestOpSpec: false,
    CanDoTagInventoryStateAwareSingulation: true, SupportsEventAndReportHolding: true,
    MaxNumPriorityLevelsSupported: 1, ClientRequestOpSpecTimeout: 0, MaxNumROSpecs: 1, MaxNumSpecsPerROSpec: 1,
    MaxNumInventoryParameterSpecsPerAISpec: 1, MaxNumAccessSpecs: 1, MaxNumOpSpecsPerAccessSpec: 1,
  },
  RegulatoryCapabilities: {
    CountryCode: 250, CommunicationsStandard: "ETSI_302_208",
    UHFBandCapabilities: {
      TransmitPowerLevelTableEntry: [{ Index: 4, TransmitPowerValue: 1000 }, { Index: 9, TransmitPowerValue: 2000 }],
      FrequencyInformation: { Hopping: false, FixedFrequencyTable: { Frequency: [865700, 866300] } },
      C1G2UHFRFModeTable: {
        C1G2UHFRFModeTableEntry: {
          ModeIdentifier: 5, DRValue: "DRV_64_3", EPCHAGTCConformance: false, MValue: "MV_4",
          ForwardLinkModulation: "PR_ASK", SpectralMaskIndicator: "DI", BDRValue: 250000, PIEValue: 1500,
          MinTariValue: 25000, MaxTariValue: 25000, StepTariValue: 0,
        },
      },
    },
  },
  C1G2LLRPCapabilities: { CanSupportBlockErase: false, CanSupportBlockWrite: false, MaxNumSelectFiltersPerQuery: 2 },
};

class Reader {
  constructor(socket) {
    this.socket = socket;
    this.waiting = Buffer.alloc(0);
    this.nextId = 1;
    socket.setNoDelay(true);
    socket.on("data", bytes => this.take(bytes));
    socket.on("close", () => this.stop());
    socket.on("error", () => this.stop());
    this.tell("READER_EVENT_NOTIFICATION", {
      ReaderEventNotificationData: { UTCTimestamp: { Microseconds: new Date() },
                                     ConnectionAttemptEvent: { Status: "Success" } },
    });
  }

  send(name, id, data) {
    if (this.socket.writable)
      this.socket.write(new LLRPCore[name]({ id, data }).encode().getBuffer());
  }
  tell(name, data) { this.send(name, this.nextId++, data); }
  stop() { clearInterval(this.timer); }

  take(bytes) {
    this.waiting = Buffer.concat([this.waiting, bytes]);
    while (this.waiting.length >= 10 && this.waiting.length >= this.waiting.readUInt32BE(2)) {
      const length = this.waiting.readUInt32BE(2);
      const whole = this.waiting.subarray(0, length);
      this.waiting = this.waiting.subarray(length);
      if (((whole[0] >> 2) & 7) !== 1)
        this.send("ERROR_MESSAGE", whole.readUInt32BE(6),
                  { LLRPStatus: { StatusCode: "M_UnsupportedVersion", ErrorDescription: "1.0.1 alone" } });
      else
        this.answer(new LLRPMessage(Buffer.from(whole)).decode());
    }
  }

  answer(message) {
    const name = message.getName();
    const id = message.getMessageId();
    const data = message.getMessageData();
    console.log(JSON.stringify({ name, data: message.toLLRPData().data }));
    if (name === "KEEPALIVE_ACK")
      return;
    const answers = {
      GET_READER_CAPABILITIES: capabilities,
      GET_READER_CONFIG: { LLRPStatus: success,
                           GPIPortCurrentState: { GPIPortNum: 1, Config: true, State: "High" } },
    };
    this.send(name + "_RESPONSE", id, answers[name] || { LLRPStatus: success });
    if (name === "START_ROSPEC")
      this.timer = setInterval(() => this.report({}), 20);
    if (name === "ADD_ACCESSSPEC")
      this.accessSpec = data.AccessSpec.AccessSpecID;
    if (name === "ENABLE_ACCESSSPEC")
      this.report({ AccessSpecID: { AccessSpecID: this.accessSpec },
                    C1G2WriteOpSpecResult: { Result: "Success", OpSpecID: 1, NumWordsWritten: 1 } });
    if (name === "DELETE_ROSPEC")
      this.stop();
    if (name === "CLOSE_CONNECTION")
      this.socket.end();
  }

  report(more) {
    const seen = { AntennaID: { AntennaID: 2 }, PeakRSSI: { PeakRSSI: -57 }, ChannelIndex: { ChannelIndex: 2 },
                   LastSeenTimestampUTC: { Microseconds: new Date() }, TagSeenCount: { TagCount: 3 } };
    this.tell("RO_ACCESS_REPORT", { TagReportData: [{ EPC_96: { EPC: shirt }, ...seen, ...more },
                                                    { EPCData: { EPC: longEpc }, ...seen }] });
    this.tell("KEEPALIVE", {});
  }
}

const server = net.createServer(socket => new Reader(socket));
server.listen(0, "127.0.0.1", () => console.log("port " + server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
