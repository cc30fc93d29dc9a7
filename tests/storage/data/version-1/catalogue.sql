CREATE TABLE generation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO generation VALUES (1, 0);
CREATE TABLE article (
  gtin TEXT PRIMARY KEY,
  label_fr TEXT NOT NULL,
  label_en TEXT NOT NULL,
  detail_fr TEXT NOT NULL,
  detail_en TEXT NOT NULL,
  size TEXT NOT NULL,
  price INTEGER NOT NULL,
  regular_price INTEGER,
  offer_fr TEXT NOT NULL,
  offer_en TEXT NOT NULL,
  vat_rate_bp INTEGER NOT NULL,
  tagged INTEGER NOT NULL,
  age_limit INTEGER NOT NULL,
  picture TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tag (
  kind TEXT NOT NULL CHECK (kind IN ('epc', 'prefix')),
  value TEXT NOT NULL,
  gtin TEXT NOT NULL REFERENCES article (gtin),
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
UPDATE generation SET number = 4;
INSERT INTO article VALUES ('09521234001409', 'Mug', 'Mug', '', '', '', 1290, NULL, '', '', 2000, 1, 0, 'mug');
INSERT INTO article VALUES ('09521234001515', 'Carnet', 'Notebook', '', '', '', 590, NULL, '', '', 2000, 1, 0, '');
INSERT INTO tag VALUES ('epc', 'E28011700000020F1A2B3C4D', '09521234001409');
INSERT INTO tag VALUES ('prefix', 'E2C06F92', '09521234001515');
INSERT INTO tag VALUES ('prefix', 'E2C06F9', '09521234001409');
PRAGMA user_version = 1;
