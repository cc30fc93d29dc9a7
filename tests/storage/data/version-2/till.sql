PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  visit_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
INSERT INTO event VALUES(1,1795300000001,'visit-1','Touched','{"n":1}');
INSERT INTO event VALUES(2,1795300000002,'visit-2','Touched','{"n":2}');
INSERT INTO event VALUES(3,1795300000003,'visit-3','Touched','{"n":3}');
INSERT INTO event VALUES(4,1795300000004,'visit-4','Touched','{"n":4}');
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  visit_id TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
INSERT INTO state VALUES(1,'visit-4','{"state":4}');
CREATE TABLE command (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
INSERT INTO command VALUES(7,'Charge','{}');
CREATE TABLE ticket (
  number INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  signed_string TEXT NOT NULL,
  format_version INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  thumbprint TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  signature TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO ticket VALUES(1,'{"at":1795300060000,"eticket":"lVY98DcaT8vKD2_xUqGPXg","format":1,"language":"fr","lineCount":2,"lines":[{"amount":{"gross":9990,"net":8325,"tax":1665},"discountReason":{"en":"Summer sale","fr":"Soldes d’été"},"epcs":["30000100","30000101"],"gtin":"04006381333931","label":{"en":"Jacquard jumper","fr":"Pull jacquard"},"quantity":2,"size":"M","unitDiscount":2000,"unitPrice":4995,"vatRateBp":2000},{"amount":{"gross":1290,"net":1223,"tax":67},"discountReason":{"en":"","fr":""},"epcs":[],"gtin":"09780201379624","label":{"en":"","fr":"Livre"},"quantity":1,"size":"","unitDiscount":0,"unitPrice":1290,"vatRateBp":550}],"number":1,"operator":"KIOSK-3","payment":{"amount":11280,"authorisation":"123456","confirmedBy":"","contactless":true,"contract":"","maskedPan":"############1234","reference":"R1"},"rates":[{"gross":1290,"net":1223,"tax":67,"vatRateBp":550},{"gross":9990,"net":8325,"tax":1665,"vatRateBp":2000}],"register":3,"software":"Panier 0.1.0","store":{"address":["1 rue X","75001 Paris"],"country":"FRANCE","currency":"EUR","naf":"4771Z","name":"Maison Ada","siret":"12345678900012","vatNumber":"FR32123456789"},"total":{"gross":11280,"net":9548,"tax":1732},"type":"SALE","visit":"visit-1"}','1;550:1290,2000:9990;11280;20261121222740;3;1;SALE;Y;;0000000000000000000000000000000000000000000000000000000000000000;982CAFEA4E5566CB2BC6E7EAA3551234305B6C3551301E3CADDEA2C9FAA22650',1,'ECDSA-P256-SHA256','6FAB7B02815F75F5134C1144CE91828513C2A9187436A5B9C945C0738F104C20','0000000000000000000000000000000000000000000000000000000000000000','FKvNK6IU4oRSLEubmSGFuqu707ZYYuMXH2Pa3OcGG8lz1CiSUwGNhFFm4dpE00wav1jn10ktN3-g-Ok0VcD9-w','B4D80CB4C7CDCD6F896FBB8C29C7A976BE1E3FAE17863A923F98D493277DD136');
INSERT INTO ticket VALUES(2,'{"at":1795300120000,"eticket":"gYoR7ERPJmfCraFrj9RQHA","format":1,"language":"fr","lineCount":2,"lines":[{"amount":{"gross":14985,"net":12488,"tax":2497},"discountReason":{"en":"Summer sale","fr":"Soldes d’été"},"epcs":["30000200","30000201","30000202"],"gtin":"04006381333931","label":{"en":"Jacquard jumper","fr":"Pull jacquard"},"quantity":3,"size":"M","unitDiscount":2000,"unitPrice":4995,"vatRateBp":2000},{"amount":{"gross":1290,"net":1223,"tax":67},"discountReason":{"en":"","fr":""},"epcs":[],"gtin":"09780201379624","label":{"en":"","fr":"Livre"},"quantity":1,"size":"","unitDiscount":0,"unitPrice":1290,"vatRateBp":550}],"number":2,"operator":"KIOSK-3","payment":{"amount":16275,"authorisation":"123456","confirmedBy":"","contactless":true,"contract":"","maskedPan":"############1234","reference":"R2"},"rates":[{"gross":1290,"net":1223,"tax":67,"vatRateBp":550},{"gross":14985,"net":12488,"tax":2497,"vatRateBp":2000}],"register":3,"software":"Panier 0.1.0","store":{"address":["1 rue X","75001 Paris"],"country":"FRANCE","currency":"EUR","naf":"4771Z","name":"Maison Ada","siret":"12345678900012","vatNumber":"FR32123456789"},"total":{"gross":16275,"net":13711,"tax":2564},"type":"SALE","visit":"visit-2"}','1;550:1290,2000:14985;16275;20261121222840;3;2;SALE;N;FKvNK6IU4oRSLEubmSGFuqu707ZYYuMXH2Pa3OcGG8lz1CiSUwGNhFFm4dpE00wav1jn10ktN3-g-Ok0VcD9-w;B4D80CB4C7CDCD6F896FBB8C29C7A976BE1E3FAE17863A923F98D493277DD136;A236421FE5F9D40AE40DB44557BFCA2B0534021C3F1A2439001644FB393FD940',1,'ECDSA-P256-SHA256','6FAB7B02815F75F5134C1144CE91828513C2A9187436A5B9C945C0738F104C20','B4D80CB4C7CDCD6F896FBB8C29C7A976BE1E3FAE17863A923F98D493277DD136','Bpp-qfiGBR8bFdNrAjlabQMGOKqILUlLd5wbcK_icvvsLN_PeyrZPyE0FBGDXTjPrkMsMJDs-DCmF1z8SAFNdQ','A89087DAAC6AC846918E563CABB8C553B6D2BCCB5297A50E8B0FE074770D537B');
INSERT INTO ticket VALUES(3,'{"at":1795300180000,"eticket":"_033LAEd1OKLQTkCgjJ2uQ","format":1,"language":"fr","lineCount":2,"lines":[{"amount":{"gross":4995,"net":4163,"tax":832},"discountReason":{"en":"Summer sale","fr":"Soldes d’été"},"epcs":["30000300"],"gtin":"04006381333931","label":{"en":"Jacquard jumper","fr":"Pull jacquard"},"quantity":1,"size":"M","unitDiscount":2000,"unitPrice":4995,"vatRateBp":2000},{"amount":{"gross":1290,"net":1223,"tax":67},"discountReason":{"en":"","fr":""},"epcs":[],"gtin":"09780201379624","label":{"en":"","fr":"Livre"},"quantity":1,"size":"","unitDiscount":0,"unitPrice":1290,"vatRateBp":550}],"number":3,"operator":"KIOSK-3","payment":{"amount":6285,"authorisation":"123456","confirmedBy":"","contactless":true,"contract":"","maskedPan":"############1234","reference":"R3"},"rates":[{"gross":1290,"net":1223,"tax":67,"vatRateBp":550},{"gross":4995,"net":4163,"tax":832,"vatRateBp":2000}],"register":3,"software":"Panier 0.1.0","store":{"address":["1 rue X","75001 Paris"],"country":"FRANCE","currency":"EUR","naf":"4771Z","name":"Maison Ada","siret":"12345678900012","vatNumber":"FR32123456789"},"total":{"gross":6285,"net":5386,"tax":899},"type":"SALE","visit":"visit-3"}','1;550:1290,2000:4995;6285;20261121222940;3;3;SALE;N;Bpp-qfiGBR8bFdNrAjlabQMGOKqILUlLd5wbcK_icvvsLN_PeyrZPyE0FBGDXTjPrkMsMJDs-DCmF1z8SAFNdQ;A89087DAAC6AC846918E563CABB8C553B6D2BCCB5297A50E8B0FE074770D537B;821C004CCC3AC83197ED3609C247ED537D0813857401801C03BA2B40E15CC668',1,'ECDSA-P256-SHA256','6FAB7B02815F75F5134C1144CE91828513C2A9187436A5B9C945C0738F104C20','A89087DAAC6AC846918E563CABB8C553B6D2BCCB5297A50E8B0FE074770D537B','JPkDhzh3fvO1dKi4OMEI8s_JnxfXmu5pMA9DHI9lCjdhhC-qmdHXLSYb63b2ExTWQBu53Lm6gO0MrJ2lhl6-Bw','07058AF3084D69C01AC6DA1672EE0C9D7ACE27AF9E4BA45725E0AEEF5D5145AA');
CREATE TABLE sold_epc (
  epc TEXT NOT NULL,
  ticket_number INTEGER NOT NULL REFERENCES ticket (number),
  PRIMARY KEY (epc, ticket_number)
) STRICT, WITHOUT ROWID;
INSERT INTO sold_epc VALUES('30000100',1);
INSERT INTO sold_epc VALUES('30000101',1);
INSERT INTO sold_epc VALUES('30000200',2);
INSERT INTO sold_epc VALUES('30000201',2);
INSERT INTO sold_epc VALUES('30000202',2);
INSERT INTO sold_epc VALUES('30000300',3);
CREATE TABLE tag_mark (
  epc TEXT NOT NULL,
  ticket_number INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (ticket_number, epc)
) STRICT, WITHOUT ROWID;
INSERT INTO tag_mark VALUES('30000200',2,'written',1795300120001);
CREATE UNIQUE INDEX ticket_eticket ON ticket (json_extract(content, '$.eticket'));
CREATE UNIQUE INDEX ticket_payment ON ticket (json_extract(content, '$.visit'), json_extract(content, '$.payment.reference'));
CREATE INDEX sold_epc_ticket ON sold_epc (ticket_number);
COMMIT;
PRAGMA user_version=2;
