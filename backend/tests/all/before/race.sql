PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO _sqlx_migrations VALUES(1,'main','2026-11-28 06:13:56',1,X'b4a39be5c764142c0319a7f5a9c95b18537d15153a1ec4e0de76ab07e16e46067dec6cee23d73c39eaf011bf5f5be2a7',6942515);
INSERT INTO _sqlx_migrations VALUES(2,'audit','2026-11-28 06:13:56',1,X'd37e3ae535ea852ae2bfd502479efa1ff30a76c4f7f24a62eea0dd8fdcc59c7d983a7fa0e54366d1f58873a43448fe0d',7447072);
INSERT INTO _sqlx_migrations VALUES(3,'operators','2026-11-28 06:13:56',1,X'9b601973e7fec9e2f4c294c5b1b452ba1b48bd5a9eab9e92dd59049b8180414782254ceaddd16f6cda3c81635a7b7ff1',990486);
INSERT INTO _sqlx_migrations VALUES(4,'payments','2026-11-28 06:13:56',1,X'6dd764eb03473eccaeaa179753d11f9b720b4e6dd5bb0fd0fd600fe8d45d08b5fa7aa043b7e51db41d2e312fa1f3732c',1230241);
INSERT INTO _sqlx_migrations VALUES(5,'bus','2026-11-28 06:13:56',1,X'd6d66f16aee8fbbf581732a386710b3075f446dce196cc0ca3ac516ed40c5258ee518834979b1761b7e21db684b78416',3819163);
INSERT INTO _sqlx_migrations VALUES(6,'standing','2026-11-28 06:13:56',1,X'c6b1faef2d417e4693b00beed49fcb364ce895cbeb3d561f9f32d7b46006ae67ccd3e0524f7ae004029a0b5f89f7924c',1048783);
INSERT INTO _sqlx_migrations VALUES(7,'adjustments','2026-11-28 06:13:56',1,X'4b5c079b32bfea2c7a18869612eadcd2bc94eeed43df03922b5cb9d830cf1dbc2ab82670f786ef908aa0e3f90dc10062',1531237);
INSERT INTO _sqlx_migrations VALUES(8,'erasure','2026-11-28 06:13:56',1,X'5171f09ebdc5e209473781a53980119bb030ba5efa17935ec95cb7febf2198d1edf47286fa4d08399ce8d0b839c8a6a5',1250250);
INSERT INTO _sqlx_migrations VALUES(9,'search','2026-11-28 06:13:56',1,X'3adbd0e93767a334f9e4d2196f855296e79e22cf173169993af11da2745c42353a63e59a861c9ab0d667924fd3988021',1161840);
INSERT INTO _sqlx_migrations VALUES(10,'arranging','2026-11-28 06:13:56',1,X'18aad3c026bcdac7a4fcbf0c7045412d3bd5a6b3121dd7538c076a0953b401446ba4d3b7dc816d639b6afe3b0994f4ce',1615882);
INSERT INTO _sqlx_migrations VALUES(11,'registration','2026-11-28 06:13:56',1,X'd3b46e1c14c39f5a78cfc50e578e99879cbd193a362b373aa9286d6c08bbba31244065ec55ad1427524b104a27fdc72d',8313154);
INSERT INTO _sqlx_migrations VALUES(12,'review','2026-11-28 06:13:56',1,X'bfc44a9444d75b461921061abbcc1cb1ab7a33dddfd4dcc68d1fdb3a514236655b18a5208cd9f1c47bf25b6bbf4a99ab',3147719);
INSERT INTO _sqlx_migrations VALUES(13,'trail','2026-11-28 06:13:56',1,X'73580b81e1322e5fd2cbdd2b73eabe3fc5fa89324471ae1dcc9c3adc91fe9a84c1dfc4b0942ccbac24abe4f425cdf436',2722029);
INSERT INTO _sqlx_migrations VALUES(15,'fleet','2026-11-28 06:13:56',1,X'd00f3b98d8271cb0e3cce8edb3f4717a51639cbeda21ebd913ed828237dab5a4304d9cd59df1c9c4ea7c79c891043a4e',10387764);
INSERT INTO _sqlx_migrations VALUES(16,'water','2026-11-28 06:13:56',1,X'640da314cf9c349b03f1b6e05a241c1d8ea44d43c5efab5395d52a11c17f5a4767b14900c2c3a9ac36cdf3e9d4258483',19257643);
INSERT INTO _sqlx_migrations VALUES(17,'ways','2026-11-28 06:13:56',1,X'c61409e5d64859454969f658aa0a35f4afed3ba482d4a925b71ce0dc6a0c893fc6f677421b9015b44242be8eb558424d',30057116);
INSERT INTO _sqlx_migrations VALUES(18,'counters','2026-11-28 06:13:56',1,X'd7b5103a157da00e8022dac4580d955b0f5015e17163b273c02a10872c73814140cc1599dfff558bbbca3d510a7ed564',6602392);
INSERT INTO _sqlx_migrations VALUES(19,'rehearsal','2026-11-28 06:13:56',1,X'bd6faca1fca1fc82028b88b36d499c8721f66bf5e883f5fb3da9c4b8681ce331b6f1dae6551f8f2fe5523db4873264ac',6147389);
INSERT INTO _sqlx_migrations VALUES(20,'calls','2026-11-28 06:13:56',1,X'e3c88a99dd64a0f06d8752ac84811dd28c17c68a6dff15e9c13c359ce8eab6c2e8bc6cd01e456461caa795c3718a15f1',19416858);
INSERT INTO _sqlx_migrations VALUES(21,'remainder','2026-11-28 06:13:56',1,X'5e92ef75bed6c43e787bd931f64a87310df71dc4e0dfaed9b85c9ad134ee1d76c9e0ad7543252b88560469217e0b137b',7001523);
INSERT INTO _sqlx_migrations VALUES(22,'stamps','2026-11-28 06:13:56',1,X'e0d915e16a12770ea4a1b8adb33e854fee59675c455ab35ca53776ca1bab02eea36b4ff578fd4c703bcf4add266343c9',26718875);
INSERT INTO _sqlx_migrations VALUES(23,'guessing','2026-11-28 06:13:56',1,X'c5585245d4238a74755ac4ab6e7b7c684f592119baeff9f4f5e08742db537cfe61d7dc03303bceb5b448c6901d5e4844',22882427);
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES('venue_id','01a220c9-f619-76a3-8058-f3178cf4a042');
INSERT INTO settings VALUES('venue_start','01a220c9-f619-76a3-8058-f31874d8d6cb');
CREATE TABLE events (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    slug           TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    sport          TEXT NOT NULL,
    lap_length_mm  INTEGER NOT NULL CHECK (lap_length_mm > 0),
    laps_per_tap   INTEGER NOT NULL CHECK (laps_per_tap > 0),
    placement      TEXT NOT NULL CHECK (placement IN ('required', 'optional')),
    reference_day  TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft', 'open', 'running', 'paused', 'finished')),
    finished_at    INTEGER,
    created_at     INTEGER NOT NULL
, currency TEXT NOT NULL DEFAULT 'EUR', registration_locked_from INTEGER, cancelled_at INTEGER, rehearsal INTEGER NOT NULL DEFAULT 0 CHECK (rehearsal IN (0, 1))) STRICT;
INSERT INTO events VALUES(1,'play-0','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(2,'play-1','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(3,'play-2','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(4,'play-3','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(5,'play-4','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(6,'play-5','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(7,'play-6','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(8,'play-7','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(9,'play-8','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(10,'play-9','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(11,'play-10','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(12,'play-11','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(13,'play-12','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(14,'play-13','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(15,'play-14','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(16,'play-15','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(17,'play-16','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(18,'play-17','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(19,'play-18','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(20,'play-19','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(21,'play-20','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(22,'play-21','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(23,'play-22','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(24,'play-23','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(25,'play-24','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(26,'play-25','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(27,'play-26','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(28,'play-27','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(29,'play-28','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(30,'play-29','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(31,'play-30','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(32,'play-31','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(33,'play-32','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(34,'play-33','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(35,'play-34','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(36,'play-35','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(37,'play-36','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(38,'play-37','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(39,'play-38','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
INSERT INTO events VALUES(40,'play-39','24 h Seebad','swim',50000,1,'optional','2027-01-15','running',NULL,1800000000000,'EUR',NULL,NULL,0);
CREATE TABLE clock_spans (
    event_id   INTEGER NOT NULL REFERENCES events (id),
    no         INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    PRIMARY KEY (event_id, no)
) STRICT, WITHOUT ROWID;
INSERT INTO clock_spans VALUES(1,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(2,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(3,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(4,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(5,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(6,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(7,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(8,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(9,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(10,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(11,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(12,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(13,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(14,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(15,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(16,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(17,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(18,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(19,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(20,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(21,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(22,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(23,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(24,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(25,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(26,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(27,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(28,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(29,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(30,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(31,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(32,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(33,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(34,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(35,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(36,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(37,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(38,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(39,0,1799999990000,NULL);
INSERT INTO clock_spans VALUES(40,0,1799999990000,NULL);
CREATE TABLE chains (
    id  INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL
, hash BLOB, last_entry BLOB) STRICT;
INSERT INTO chains VALUES(0,0,NULL,NULL);
INSERT INTO chains VALUES(1,8,X'72ba520f7a2cbc9faba2021d4f33d5b8caf0645cd03c25d25475ed863ef695c8',X'01a220c9f90c7286abcb3e9dce690c3c');
INSERT INTO chains VALUES(2,11,X'ab8098d8d32e5a5ac26e9d82557d2a61bbb564d6df158d37acda10092bb68e3a',X'01a220c9f9a972058a0c95f147e572e1');
INSERT INTO chains VALUES(3,8,X'82c24a61d145eaaf994f1fa3b5fe9aa33d9d9585d51b1e4e63ed7aa87f87efd3',X'01a220c9f8ed766795a800703dab4527');
INSERT INTO chains VALUES(4,7,X'163354c73be1358e011ce16737cc1f18a9a9052974f56f8292c43fea9bc6f698',X'01a220c9f96874e1bcfe84a16ddb5e34');
INSERT INTO chains VALUES(5,9,X'b35aca15affab94375b1799c841459e3fef1e9951509d2f396110f23d4deb56a',X'01a220c9f96277aab8683ddc7f62fdd2');
INSERT INTO chains VALUES(6,8,X'2f97b5c63508b66a1c72944ae7e29ef78d62a01485805660735289a1bf0f266f',X'01a220c9f96b737992c889399a2a658a');
INSERT INTO chains VALUES(7,9,X'39ba00476eb007598fa0bd85043dd3db93c3d14a9a92a6d9974d60f2e6a8c8bd',X'01a220c9f9637370a968eddd5169d113');
INSERT INTO chains VALUES(8,7,X'a75eeb3c946024bfdf1d022f71782efa458adb1d3e27f0aa3838a8b2b8c5b136',X'01a220c9f99577feaac1d9187603cd75');
INSERT INTO chains VALUES(9,6,X'4efdea4e112b4dd7b4eae6c6c6b071b552bcc32049c8885a9e598962fa825f64',X'01a220c9f7d173e3a19a6554903c8846');
INSERT INTO chains VALUES(10,9,X'e5998f2117016cd413fc0d05e12d90b79e6efff0199676c027fe419983a0a6ba',X'01a220c9fa2c727daeae2ab3fed03d62');
INSERT INTO chains VALUES(11,9,X'd5bd9982381475622c8acf321551990e35c02430718ec0ff8792b0cc0500a445',X'01a220c9f96b737992c88938078fdda8');
INSERT INTO chains VALUES(12,6,X'fc6f604bff02badbaa803bb50dd3419fce25b93e4557186a3f77aee0f3b20ffa',X'01a220c9f8497494804f6e694bc260e1');
INSERT INTO chains VALUES(13,8,X'7b4b7e556cc328f86b115618d318254a6c3d86be3647ffdbebada91944060793',X'01a220c9f8f17445b4130b1cecb2552c');
INSERT INTO chains VALUES(14,8,X'd19f59d993fbd13a8a6008aa69c054457a95dce88ec2f7c4739622a2b7861e43',X'01a220c9f9bd772fb6115d0d28baf93a');
INSERT INTO chains VALUES(15,7,X'25df7fe367017f162bbd59f417aad1fbaec176a9bd025aaa85e2dfdbbfeebde6',X'01a220c9f845772a8b24fa9e840f73da');
INSERT INTO chains VALUES(16,8,X'907416f7bca8ec474ea8ee9ad2bd2bb5c386caee1950ae18dcdf9c377fa84e9b',X'01a220c9f99577feaac1d917bfd50024');
INSERT INTO chains VALUES(17,9,X'4f84de9e6a627959fa0c85e180974528fdae57347c5d5f5db3fdf7cfe290208e',X'01a220c9f9a0745eaae975a900d17833');
INSERT INTO chains VALUES(18,12,X'4190d25065fc82f717eb13c5a96b7984edf7e39c62303e1f6d7e8838e4791372',X'01a220c9fa1e77ddac4b0d13cee05205');
INSERT INTO chains VALUES(19,9,X'6c3d39194cffa6596df9ddd7576ea32aec2ec173dedea75837e334261805c254',X'01a220c9f9b87797b9b3c80e11a07d3a');
INSERT INTO chains VALUES(20,7,X'146cca7b625d060f962bfd00780987bbe185f3156f45bd0987272a79b337a5f6',X'01a220c9f8c576fca265f017fba6d252');
INSERT INTO chains VALUES(21,10,X'0fe131a9b92cc7083914d0976644fbbebc9f5a66929c8eff7f9b31bf5186ac8c',X'01a220c9fa1073688733393db1bca7e3');
INSERT INTO chains VALUES(22,6,X'fdf4bbabfd480401e7b1648c837df6a598f5a3c35d3ec96414cc895c39e4c66c',X'01a220c9f83a75a1af8aef531424da84');
INSERT INTO chains VALUES(23,9,X'f03ed52cf8be648507147ab4b13d757432b47b814fa2b1d213180be86a78d318',X'01a220c9f9f775cba48d8b1b81c388bf');
INSERT INTO chains VALUES(24,9,X'b8980caa44ab76c161bb1454ec6cc2ddb2adfe6f3f313ed3206197b21444ab6a',X'01a220c9fa337498abf26304c2bb50fc');
INSERT INTO chains VALUES(25,9,X'327431cfcd23e9c51130cc41c96d3da6806cfb122ab0b407c4ac24f5a2e18051',X'01a220c9f96a7500b22273c0831b890c');
INSERT INTO chains VALUES(26,10,X'39834b7c20fd097e7f9adf25c5e90b2e8baa19c0d01448727387e152fe7da36a',X'01a220c9f9b976b3b1de020b71ee634d');
INSERT INTO chains VALUES(27,6,X'6ded065891e322b852863a04a36a2e5ea7d6f101812f591fc9fb62864ea46b7c',X'01a220c9f7dd71d6b4604eb5449b8a2b');
INSERT INTO chains VALUES(28,7,X'96f4ad9ca4d9f156e440a765fed515fec02c8a09a7a452b4945e40d09675e791',X'01a220c9f83376e9a1b5d3569877f94e');
INSERT INTO chains VALUES(29,7,X'2379f2f54b4eb415844cebaa2191b63c68e83615c726d635d51062719d153193',X'01a220c9f99f7117b94f2a4c70ce7e91');
INSERT INTO chains VALUES(30,7,X'fa2f0fd942fc05ef039962de0da47fd3faba221f8d115dba603566f8cca48ba4',X'01a220c9f9f8707ab7e49d935d63e86a');
INSERT INTO chains VALUES(31,8,X'ad38c82ecf45286f7480ee72458a43ac5e52a4f3ecb2ea4dbfdd3600b98d004c',X'01a220c9f96a7500b22273bf6a57a620');
INSERT INTO chains VALUES(32,11,X'3eb3c41469ebffa3ee8bfb082c550ff709813d373e930b52e157c032abd74b9e',X'01a220c9fa2f72638f9e47d1084f2344');
INSERT INTO chains VALUES(33,8,X'fc18e162337c506b8f9653106c6031a3ca7cae47d812c705295587fe374f6660',X'01a220c9f9ab7299a0a78e3dd8c241c0');
INSERT INTO chains VALUES(34,10,X'dd133deb0de2c64d0f9319a1f5c916565aae842e753e08cfbac61c758d04dbc3',X'01a220c9fa147019adbcf4c65855c2cf');
INSERT INTO chains VALUES(35,8,X'54acbb32174da72f63e720cee384b3cf3ace442feab251303b2982e29224ffcc',X'01a220c9f9a271d6bb1915a7d599b7f8');
INSERT INTO chains VALUES(36,8,X'0614555b40e3da59b81043842dddad2540f8e5d59959696c796e98de058fc4da',X'01a220c9f8fb758480885f24a9867ddc');
INSERT INTO chains VALUES(37,8,X'1da631faac46cab2a4f8db604f2c8995343ca388c5075c93fd0e70d9b3a2fec4',X'01a220c9f8ef7117af101881d3995e70');
INSERT INTO chains VALUES(38,6,X'24b3b701677d85051d55b3512119c418120614a20f83cbc4790ab875f3a562de',X'01a220c9f98d761aa7fbbbef906550c8');
INSERT INTO chains VALUES(39,8,X'9764ca25aa5ec0d3dd39229fff640bc92541eb0f10c266e0cb624611cb5d35c0',X'01a220c9fa3d70188e1d3295a47a73c3');
INSERT INTO chains VALUES(40,9,X'bd102a7d932aae9eaac79d849eb52f9d5615e5a5761e2512e28c163f78aa8a0e',X'01a220c9fa327510ac378ccb0784ce9d');
CREATE TABLE entries (
    chain          INTEGER NOT NULL,
    seq            INTEGER NOT NULL,
    id             BLOB NOT NULL UNIQUE,
    at             INTEGER NOT NULL,
    actor_kind     TEXT NOT NULL,
    actor_id       TEXT,
    actor_name     TEXT,
    actor_role     TEXT,
    device_id      INTEGER,
    action         TEXT NOT NULL,
    target_type    TEXT NOT NULL,
    target_id      TEXT NOT NULL,
    previous_state TEXT,
    new_state      TEXT,
    metadata       TEXT,
    undoes         BLOB,
    undone_by      BLOB, hash BLOB, people_digest BLOB, device_name TEXT,
    PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO entries VALUES(1,1,X'01a220c9f66f76cb93edd5fcb74fbb54',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','1',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-0","sport":"swim"}',NULL,NULL,NULL,X'0d200b5666a08c9ec832d255d2a4bb6b1d6e220a32a2bf11a137b32fdbb0238d',NULL,NULL);
INSERT INTO entries VALUES(1,2,X'01a220c9f6b271c4beab940023916473',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','1','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'0b32efb2cc8e150cfd8591b69370f5ea102104df675fedb1ae560e9192db1131',NULL,NULL);
INSERT INTO entries VALUES(1,3,X'01a220c9f6eb75259775dc55ea637556',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','1','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'3d27949203509b2849096b0f77b4d50d9606d1dd1832a5169225e1f3c04539d3',NULL,NULL);
INSERT INTO entries VALUES(1,4,X'01a220c9f7107318b36e74b5daa5894f',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','1',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'ea5fe22c794823578b33ff894ca34e7dff88b74957cd7508245b1246b6a29e5c',X'ef2ccfaf9bfdb2c2ff9e4f8095ce926603b3b9a9acb117f521f1f964229adf6b',NULL);
INSERT INTO entries VALUES(1,5,X'01a220c9f71176db96cb13421596564c',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','2',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'647c76114019bede42a30cb30f3b1b606b3b9497f1d5fa82e0b9964c80b94da3',X'95f40294bf540a3d6b977d19866d298560383bab0e29df989991336d882d3a1b',NULL);
INSERT INTO entries VALUES(1,6,X'01a220c9f7ea72ddacb765666c4e7ba6',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.disqualify','player','2','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"disqualified"}',NULL,NULL,NULL,X'8b184cebe8bc9cb42cd5270dda2c1fd8164fd0d19669dee6ce18498ff54d2530',NULL,NULL);
INSERT INTO entries VALUES(1,7,X'01a220c9f86976f4a3c1d9864fda7f0c',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.hold','lap','01a220c9-f814-7575-9edd-2d9b48b3955d',NULL,'{"reason":"before_start","state":"held"}','{"bib":2,"count":1,"counted_at":"2027-01-15T07:59:45.000Z"}',NULL,NULL,X'c22658d67fafc9e60f9653e1a1aa67d4e65b454474cc5e7acdb737de38be0955',NULL,NULL);
INSERT INTO entries VALUES(1,8,X'01a220c9f90c7286abcb3e9dce690c3c',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','83',NULL,'{"bib":3,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'72ba520f7a2cbc9faba2021d4f33d5b8caf0645cd03c25d25475ed863ef695c8',X'03c6dd8bc9f86bdc2bb1111fabf8aa86de29efd8554f0a0df7e811b8faa4c823',NULL);
INSERT INTO entries VALUES(2,1,X'01a220c9f68275e58f76f112c11a1e30',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','2',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-1","sport":"swim"}',NULL,NULL,NULL,X'94cb1fa2ddea742502c311ccd9c7cf0c1d0feffb6b2adf18e8565c86205db5d6',NULL,NULL);
INSERT INTO entries VALUES(2,2,X'01a220c9f6b37393936d69c7f7b9a966',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','2','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'4bc4ed1fec18fbff09c48f0b772445ef2e562c6c0e311582656a514d51c504ce',NULL,NULL);
INSERT INTO entries VALUES(2,3,X'01a220c9f6ec775789ebed1ad4e996d2',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','2','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'd328568ff7009144c042d134ead5aebba9a54af8854c33753b9f88cd51c68c6a',NULL,NULL);
INSERT INTO entries VALUES(2,4,X'01a220c9f71176db96cb1343f736d0c9',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','3',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f86f70518cfeb6abf9d23b9c',X'bd11aca1a62f8b7be7f085faacbbbe0b59c08b251ffe072db46ec6d8f858189f',X'308e58938f4dd35b00adeeabc6839d2e30c752c64f162937c370007498566b74',NULL);
INSERT INTO entries VALUES(2,5,X'01a220c9f71176db96cb1344f0e45b05',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','4',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'207aba5f65ae487a3838ef51a85786704c480e2aace4f2445237ecddd02a482e',X'791382e12f7327d717f72ae1b0c160ef125dbdb96988584a450122596bed5407',NULL);
INSERT INTO entries VALUES(2,6,X'01a220c9f76073a9a1c34bca65511f28',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','4','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":3,"position":2}}',NULL,NULL,NULL,X'73938ab09120af8251ea9f9c7991be50b63f42b42fd3f7a5fa183083c7e5a444',NULL,NULL);
INSERT INTO entries VALUES(2,7,X'01a220c9f7f475bcaa339427af4c0959',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','3','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":3,"position":1}}',NULL,NULL,NULL,X'7d55413b74b1233e7d32a6ca276848fafc5054f06c6626d5f9a67ca7994f8b88',NULL,NULL);
INSERT INTO entries VALUES(2,8,X'01a220c9f86e7576b1494cd3d457f293',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.release','player','3','{"slot":{"pace_group":"slow","pace_group_id":3,"position":1}}','{"slot":null}',NULL,NULL,NULL,X'e35d8320550bfd103faed2dbd6c0ca3db65bc68b76688b6699011cefe3b8c44d',NULL,NULL);
INSERT INTO entries VALUES(2,9,X'01a220c9f86f70518cfeb6abf9d23b9c',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','3','{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f71176db96cb1343f736d0c9',X'01a220c9f9a972058a0c95f147e572e1',X'7fa8d0e811a3884a9449ddbe71a09974a24416800991d7354eabe12460ffe7ae',X'03c51644b44cf6fa5bafcdb22a6c573880ebc20bf09c8166a5ab461fde96c246',NULL);
INSERT INTO entries VALUES(2,10,X'01a220c9f90d7403a7e6a47f03a23891',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.release','player','4','{"slot":{"pace_group":"slow","pace_group_id":3,"position":2}}','{"slot":null}',NULL,NULL,NULL,X'54e9a52c3496608dace1ba1da977ec610e1593baaaf9114ea0417a526e9ed57c',NULL,NULL);
INSERT INTO entries VALUES(2,11,X'01a220c9f9a972058a0c95f147e572e1',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.player.register','player','3',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,X'01a220c9f86f70518cfeb6abf9d23b9c',NULL,X'ab8098d8d32e5a5ac26e9d82557d2a61bbb564d6df158d37acda10092bb68e3a',X'f73f3f0ad7bf880ac576669af399b2616a3318a0cc56c1b43179a5aacd16dae9',NULL);
INSERT INTO entries VALUES(3,1,X'01a220c9f684761691a121640f100e5c',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','3',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-2","sport":"swim"}',NULL,NULL,NULL,X'04a76424ed39dcf34d051fcce150bf09d0e9325ac7fd61d40768197b953188f2',NULL,NULL);
INSERT INTO entries VALUES(3,2,X'01a220c9f6b37393936d69c874ef24f4',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','3','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'9de8354fe94736ee6fb9d61ea174effb72a1963668f5465c4a84cdbfacaf6ab7',NULL,NULL);
INSERT INTO entries VALUES(3,3,X'01a220c9f6ec775789ebed1b388f4c4f',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','3','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'3a6723b25a3a4c247d75e837cde82e21083f1a20f5070c628aa1fa0c56cb15a4',NULL,NULL);
INSERT INTO entries VALUES(3,4,X'01a220c9f7127599991a18de904aabd6',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','5',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'70b92462516d378bbbf7f1db5888b74c397633efb79c36113073ecd0ba799b5c',X'60362099482dc2f8e4cb1bba0870e00012e9184e60c9e31c680e1b468d28e629',NULL);
INSERT INTO entries VALUES(3,5,X'01a220c9f7127599991a18dff4e73e27',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','6',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7d2726faefe7feaf82b33eb',X'4dc0f42f79bb91a6343facccdea986786d471b50827dc154b67fd71da3f3c37b',X'04910a365388e55a41a3cf7b3894960375b55fdecde08ea7c6f0ab4503edb60b',NULL);
INSERT INTO entries VALUES(3,6,X'01a220c9f7d2726faefe7feaf82b33eb',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','6','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7127599991a18dff4e73e27',X'01a220c9f84c72b49271294ee66f0933',X'3c98136698125fac54ed34ca0ab928cb8cad7e602473c8c9943a31ecf674df6c',X'ff2cfa5d5d9750eeb4cc028e8a8391ac778344c0c585bba7255d2975de882547',NULL);
INSERT INTO entries VALUES(3,7,X'01a220c9f84c72b49271294ee66f0933',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.player.register','player','6',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,X'01a220c9f7d2726faefe7feaf82b33eb',NULL,X'47649bc04be7992cac92beefd6b71a1d0880978d2f4ad57a7d08c93530690a36',X'f86874c8915b7c32e6af2bdc1db04f29a8b10eb20d2ff57426239c7959382a05',NULL);
INSERT INTO entries VALUES(3,8,X'01a220c9f8ed766795a800703dab4527',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.adjust','player','5',NULL,'{"adjustment":"01a220c9-f86e-7576-b149-4cd2f99433f5","at":"2027-01-15T07:59:55.000Z","distance_m":50,"laps":1}',NULL,NULL,NULL,X'82c24a61d145eaaf994f1fa3b5fe9aa33d9d9585d51b1e4e63ed7aa87f87efd3',X'ec27b2ddacb640efb5d6e6d768d4cc85399d4dc121312841358fcd024d8f0b0b',NULL);
INSERT INTO entries VALUES(4,1,X'01a220c9f684761691a121653cc357e5',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','4',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-3","sport":"swim"}',NULL,NULL,NULL,X'ae573441be87fa915a0d8cb53c5d09ad5154a5c1f154adfe522f9c70ab603fd3',NULL,NULL);
INSERT INTO entries VALUES(4,2,X'01a220c9f6b471dc883e2e1c5ace67ea',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','4','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'd312eddf4af66f07cb3d5f3684da789276412a144c51db2e684887619440b351',NULL,NULL);
INSERT INTO entries VALUES(4,3,X'01a220c9f6ec775789ebed1cec9a2815',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','4','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'ec39df16b6de7c676851b2a538e88ba602e53749e4adafcf7967a9f3749631fa',NULL,NULL);
INSERT INTO entries VALUES(4,4,X'01a220c9f7127599991a18e08608d3b5',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','7',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f96874e1bcfe84a16ddb5e34',X'9712a91022097ee0ece726d7dac5f81ae484a0efe974d8392387497cc0e7aca2',X'20df0a791ee0cdc860ac7b6e6abda59fcab2b7e7ba1620a0ddbe161eea86897d',NULL);
INSERT INTO entries VALUES(4,5,X'01a220c9f7127599991a18e177523f24',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','8',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f8ef7117af101882dce70a23',X'bef8f2dc7849b6cbd7974511c063613920c69ac130d239978e94861d28319c8a',X'cea8190909937093b7f33a00256c33f6ba373bcd92830d9f895af5a58cb8406d',NULL);
INSERT INTO entries VALUES(4,6,X'01a220c9f8ef7117af101882dce70a23',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','8','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7127599991a18e177523f24',NULL,X'b71076d8a146bd3ad30feb020377317ee399f487f82c5701eccd8a1f30dfc677',X'd2249a9f3db299c030bade31bdaf23bd305eb6c0f90111cdebfc0580a94ea105',NULL);
INSERT INTO entries VALUES(4,7,X'01a220c9f96874e1bcfe84a16ddb5e34',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','7','{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7127599991a18e08608d3b5',NULL,X'163354c73be1358e011ce16737cc1f18a9a9052974f56f8292c43fea9bc6f698',X'62be3d212ad7480db715d7d1f709eb3caa90f84c159b42b643a93b4617cf4d67',NULL);
INSERT INTO entries VALUES(5,1,X'01a220c9f684761691a121662716e2d2',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','5',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-4","sport":"swim"}',NULL,NULL,NULL,X'a60f54d893be9f562bdbacf37ceeead5f7ad97307a3c494ec8321b54421ed192',NULL,NULL);
INSERT INTO entries VALUES(5,2,X'01a220c9f6b5751fa3a658c584379025',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','5','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'69dda4f9708b6878ab244ca4d6460b34d91cd9036c8c950276e86f2dfe49e4c5',NULL,NULL);
INSERT INTO entries VALUES(5,3,X'01a220c9f6ec775789ebed1db3e89bb3',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','5','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'8689d08720bfd270f3a114f044ba83b547c05e0a68f6e8ff27a1e2157af772fa',NULL,NULL);
INSERT INTO entries VALUES(5,4,X'01a220c9f71371219112109ff1dbaa3d',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','9',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'76f26e3f5e10f655614fbe13d375d4d097a218e78b393a142702ece7bb566e87',X'931856fa609c90d2561ca2b30aecbd3cc34f740380cfe74fe98822c54610eccb',NULL);
INSERT INTO entries VALUES(5,5,X'01a220c9f7137121911210a0cdf4b94e',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','10',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'1ddff67d9501eb2d3268f168428eee053d79d3b5bd80c9e0e0ee52c8b330626d',X'693dbb5aff8fd9ba52950a890dad1232bc58fa751a230ed2739ac3d31e244d20',NULL);
INSERT INTO entries VALUES(5,6,X'01a220c9f7b570f89d9ce3316afd1c89',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','10',NULL,'{"amount_minor":12,"currency":"EUR","kind":"donation","method":"cash","payment":"01a220c9-f755-7466-b0a1-0b7598151a1b"}',NULL,NULL,X'01a220c9f96277aab8683ddc7f62fdd2',X'31ff3f0742ee53627e43780c577cf64c4dbf7c765d00a840499d8478285e26b4',X'9f53cfe6177da17a9d750be690fcde7f800897d7b0a231ddeb31bd3df8459d26',NULL);
INSERT INTO entries VALUES(5,7,X'01a220c9f81571ce87c71cbee00db29b',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','10',NULL,'{"amount_minor":5,"currency":"EUR","kind":"entry_fee","method":"card","payment":"01a220c9-f7e7-7215-93b1-7bc463c8e325"}',NULL,NULL,X'01a220c9f8a977b586672b4bc6eb886e',X'df835aec4db94db1c5862718647cebd948405a93f11a6461ec2cb921503fe1e6',NULL,NULL);
INSERT INTO entries VALUES(5,8,X'01a220c9f8a977b586672b4bc6eb886e',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.payment.take','player','10','{"amount_minor":5,"currency":"EUR","kind":"entry_fee","method":"card","payment":"01a220c9-f7e7-7215-93b1-7bc463c8e325"}',NULL,NULL,X'01a220c9f81571ce87c71cbee00db29b',NULL,X'ca7bf6156dee5a1dc2dbde96bc53d663920228861bd236ab9c797900b67c3574',NULL,NULL);
INSERT INTO entries VALUES(5,9,X'01a220c9f96277aab8683ddc7f62fdd2',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.payment.take','player','10','{"amount_minor":12,"currency":"EUR","kind":"donation","method":"cash","payment":"01a220c9-f755-7466-b0a1-0b7598151a1b"}',NULL,NULL,X'01a220c9f7b570f89d9ce3316afd1c89',NULL,X'b35aca15affab94375b1799c841459e3fef1e9951509d2f396110f23d4deb56a',X'5ed1c4c71b2f0b4130f950b7fb243c82ddf8205497dd3b18e6fb0b7951084441',NULL);
INSERT INTO entries VALUES(6,1,X'01a220c9f684761691a12167b84981b0',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','6',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-5","sport":"swim"}',NULL,NULL,NULL,X'7380d588a6cbf2dff19d23c73f3c4c1ff7224da3156c955000cdcbf3515f1488',NULL,NULL);
INSERT INTO entries VALUES(6,2,X'01a220c9f6bb71ff83ff189cc7daab9a',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','6','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'9211028fc817ef22892925ecdfb0ced7ea20e8b09bdb31b6ae11e7ba459dd23e',NULL,NULL);
INSERT INTO entries VALUES(6,3,X'01a220c9f6ed7756ad4312de599ff6aa',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','6','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'a11696407e610a75a58b7895b6bf796716850ca9b82d9e39df2dd729f276e0b6',NULL,NULL);
INSERT INTO entries VALUES(6,4,X'01a220c9f7137121911210a164383269',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','11',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'459bf42e516ce289b4e245fbfe92afa4e20790b5db5bb249ca829c12eb2cd093',X'7c4ba4a86e0e90e4fd0dee1914468c008b4e95011625402722659de7bd851194',NULL);
INSERT INTO entries VALUES(6,5,X'01a220c9f7147486a7b611c478f808e5',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','12',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'1ccb12891f56ca2edd3352195d3042140bac5f4d3aafbe1ed152ef33a327a44b',X'7dfee329b6c88ca43d05e747802a1185ddad74d2df8a5f0018966611b7f3ca75',NULL);
INSERT INTO entries VALUES(6,6,X'01a220c9f82676499f9a65a8ead8683a',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.update','lane','12','{"capacity":2,"lap_length_m":null,"name":"fast"}','{"capacity":3,"lap_length_m":25,"name":"1"}',NULL,NULL,NULL,X'552e4fa698029ee275e3edbbf6ce8ab83a182021b56991e22f50bf0eb5d4be77',NULL,NULL);
INSERT INTO entries VALUES(6,7,X'01a220c9f8b4748689decb40b2e99cc0',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','12','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":11,"position":0}}',NULL,NULL,X'01a220c9f96b737992c889399a2a658a',X'374892fe8d3215928180fe7aea833d1f8fca5143bca67fe5a662b2198e0835e6',NULL,NULL);
INSERT INTO entries VALUES(6,8,X'01a220c9f96b737992c889399a2a658a',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lane.assign','player','12','{"slot":{"pace_group":"slow","pace_group_id":11,"position":0}}','{"slot":null}',NULL,X'01a220c9f8b4748689decb40b2e99cc0',NULL,X'2f97b5c63508b66a1c72944ae7e29ef78d62a01485805660735289a1bf0f266f',NULL,NULL);
INSERT INTO entries VALUES(7,1,X'01a220c9f6857050b95ce028522c4819',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','7',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-6","sport":"swim"}',NULL,NULL,NULL,X'77a787103529982cd2250a1ac62288c7bddef31d722cd2edbd977eea518d7e82',NULL,NULL);
INSERT INTO entries VALUES(7,2,X'01a220c9f6c4740bb34238acaede7db4',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','7','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'307eb2ca57365b9de74257d39995418a458c5ab42708b9d2847c896e1e32ad65',NULL,NULL);
INSERT INTO entries VALUES(7,3,X'01a220c9f6ed7756ad4312dfc8e9ff61',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','7','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'83b4d88f92e62d8fbaec1a591e19bc9ae75c72b179ba9df55dc2171fd6c866c2',NULL,NULL);
INSERT INTO entries VALUES(7,4,X'01a220c9f71575f9a0773ec91ccd1905',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','13',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'b464f5e969de1aa771b689b15d815927e0eab500de08d90e98216cf0a397949f',X'01cbd923cbbc02cf98bd2902f34d7b715d53635c2733399b60da5c84294979b6',NULL);
INSERT INTO entries VALUES(7,5,X'01a220c9f71575f9a0773eca61d12aca',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','14',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'6f994d35c0dcd577502ca1a209cda6b527b325a70c89947f619672697ec72787',X'093cf2c9afd345c74e3a36e95e4a88857ecb5de6bb92c2ea30c30d62bfe3e824',NULL);
INSERT INTO entries VALUES(7,6,X'01a220c9f7c670aebce9f6e852f58b5a',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.update','player','14','{}','{}',NULL,NULL,NULL,X'a4372c439867b7e6e5740e01be49bc5949671d437238e16c4c20ef94736fd7a3',X'c869aa640a72b2c1161b43c83833ce8e0b45f3da8176df3e1ee622d47ce8f7c5',NULL);
INSERT INTO entries VALUES(7,7,X'01a220c9f843718fba71f125cf8f3159',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.hold','lap','01a220c9-f7f4-75bc-aa33-9428c442430c',NULL,'{"reason":"before_start","state":"held"}','{"bib":2,"count":1,"counted_at":"2027-01-15T07:59:45.000Z"}',NULL,NULL,X'0a21cb6c26245dd652cd988c33a4c7dc046aa543a6f56ec8f7374726bed10334',NULL,NULL);
INSERT INTO entries VALUES(7,8,X'01a220c9f8ee73299abe505e405e0e3c',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.hold','lap','01a220c9-f86f-7051-8cfe-b6acd48a8383',NULL,'{"reason":"before_start","state":"held"}','{"bib":2,"count":1,"counted_at":"2027-01-15T07:59:45.000Z"}',NULL,NULL,X'e937a370af14dd63985c78cbf5c35c0fb85716fa7b8e84fd339f9c7f9bcb2a8a',NULL,NULL);
INSERT INTO entries VALUES(7,9,X'01a220c9f9637370a968eddd5169d113',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','13',NULL,'{"count":1,"counted_at":"2027-01-15T08:00:00.001Z","distance_m":50,"lap":"01a220c9-f938-7410-85d7-356fe10a7b21"}',NULL,NULL,NULL,X'39ba00476eb007598fa0bd85043dd3db93c3d14a9a92a6d9974d60f2e6a8c8bd',NULL,NULL);
INSERT INTO entries VALUES(8,1,X'01a220c9f6857050b95ce029087915f3',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','8',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-7","sport":"swim"}',NULL,NULL,NULL,X'7e6359ab27a6f911da37dfc9b71d20476bb5136eaf64195dcb3c776f424bb095',NULL,NULL);
INSERT INTO entries VALUES(8,2,X'01a220c9f6ce743eb5c2cc883e59dc51',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','8','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'b4aeed74a82298703ffa932a2d178bf60ec52a9ba3994f0ba742d86f9c82199f',NULL,NULL);
INSERT INTO entries VALUES(8,3,X'01a220c9f6ed7756ad4312e09c3d4521',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','8','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'dcc26390173c6233d7d35bb45217751d70a7d6cbb7170fd4637b5f3580588081',NULL,NULL);
INSERT INTO entries VALUES(8,4,X'01a220c9f7167043a923706071287c9f',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','15',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'e25a9ccd1565ecb93c1dd2b2dc99afed414631a4bd255365c597d2da3c76c1da',X'd684a45f2e1b4044ea62de71f884c695819250d361d06a76ca268f465d222d79',NULL);
INSERT INTO entries VALUES(8,5,X'01a220c9f7167043a9237061f382ca38',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','16',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f96277aab8683ddba08edcf5',X'1ca1a62d677824d468dbb597059351caf625c7df5836c5dd6ea1ab47f412a685',X'b209475f0816ccfe054d5d28ea85c2b56fbd6832746cb99a6031d4ad5a62e1ae',NULL);
INSERT INTO entries VALUES(8,6,X'01a220c9f96277aab8683ddba08edcf5',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','16','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7167043a9237061f382ca38',NULL,X'dd9f61ddfd77cd5b7d11ac03e6699291c2d6bfb8d59f8f0321a55d5fb7b6eb6a',X'e274cd8b72ba1d9aa35b7e6a8807090751332d17cd04873b00b1cfe1cf838151',NULL);
INSERT INTO entries VALUES(8,7,X'01a220c9f99577feaac1d9187603cd75',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','15',NULL,'{"amount_minor":7,"currency":"EUR","kind":"donation","method":"cash","payment":"01a220c9-f98a-74c0-8fe9-6471ebf1a76c"}',NULL,NULL,NULL,X'a75eeb3c946024bfdf1d022f71782efa458adb1d3e27f0aa3838a8b2b8c5b136',NULL,NULL);
INSERT INTO entries VALUES(9,1,X'01a220c9f6857050b95ce02a3bebfa1b',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','9',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-8","sport":"swim"}',NULL,NULL,NULL,X'28275fe32952004d3b8abfc4d1cf0a8675377efe7c209df47d0cec378038e024',NULL,NULL);
INSERT INTO entries VALUES(9,2,X'01a220c9f6ce743eb5c2cc89e000c28a',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','9','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'8206e553ab39ee53522cd432986532bc06370aa703fcdb1c99a6d389a585b123',NULL,NULL);
INSERT INTO entries VALUES(9,3,X'01a220c9f6ed7756ad4312e189e77f9a',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','9','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'2782825d741ce0c7c8114448be3d049dc47b6d1612a41f834fcd1a71fd781451',NULL,NULL);
INSERT INTO entries VALUES(9,4,X'01a220c9f7167043a92370620afae7f4',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','17',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7d173e3a19a6554903c8846',X'ea1fc0a063284a51499451c02f493ffaccab4461392283834f09b3c14acf0d86',X'2238cd87a2f9ce93666619d2f1550e131d961d80efc667d0b0299603488232a3',NULL);
INSERT INTO entries VALUES(9,5,X'01a220c9f7167043a9237063a335179b',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','18',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'82cd4d39360da7130ab5f079c59fec32b7bd82f9ef1bf18ac32faf32d353c03e',X'ab910f67b0628e33e96e0e1cf92cde49bbdb9c8b3e04217ff31142db4898a2d4',NULL);
INSERT INTO entries VALUES(9,6,X'01a220c9f7d173e3a19a6554903c8846',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','17','{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7167043a92370620afae7f4',NULL,X'4efdea4e112b4dd7b4eae6c6c6b071b552bcc32049c8885a9e598962fa825f64',X'1907a2cbcaecb7d6409f28943f53f4ab214dd2ba770eb789ae4dff7153877f8d',NULL);
INSERT INTO entries VALUES(10,1,X'01a220c9f6857050b95ce02b3adfb60f',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','10',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-9","sport":"swim"}',NULL,NULL,NULL,X'866a969c788e5958e6b6b2fa684bf46844def39479122b14a34b67e08d57d27a',NULL,NULL);
INSERT INTO entries VALUES(10,2,X'01a220c9f6cf753f9fd60d8889b11b3b',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','10','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'193737b5aa48e1e4a61f6ba0e0b7d1571b4ccb788b162cc8f68d0d89443e6125',NULL,NULL);
INSERT INTO entries VALUES(10,3,X'01a220c9f6ed7756ad4312e2f661bc88',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','10','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'60aa6d8828fc28759f72ab60afa990e27980bb63f9d9c5789a45685a314a6deb',NULL,NULL);
INSERT INTO entries VALUES(10,4,X'01a220c9f71774138ae3b4922feeb62b',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','19',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'29fa6f23567188ab2a2230b84f2ee1a40e254b8113892fed7e7a9c041db668cd',X'd6a7eb7c21ef24478069fc1e8e4ee7e3af7f3692a253248673edf66a25f9c749',NULL);
INSERT INTO entries VALUES(10,5,X'01a220c9f71774138ae3b49331a09068',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','20',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'32e4108d319795604192e4914c62f1da13c542a12799cfd2871b5d38bb4e437a',X'a7172ff50e8ce96ed8d396f1c81fd9d64bb9c025154a37c2e48edff755cfa1ba',NULL);
INSERT INTO entries VALUES(10,6,X'01a220c9f7d173e3a19a6555af9b6a08',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','81',NULL,'{"color":"green","count":1,"name":"mid"}','{"lanes":[81]}',NULL,NULL,X'bd13e6fcbf41f6646d1f9dd4cc186960f8efe5b52b5ef9cd6f60d093748b1799',NULL,NULL);
INSERT INTO entries VALUES(10,7,X'01a220c9f8e8701f8c3bfc94b708e078',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.update','lane','19','{"lap_length_m":null,"name":"slow"}','{"lap_length_m":33,"name":"2"}',NULL,NULL,NULL,X'b7a3bdf3f87d6d8fd03bf18abef798bb3dccca1b7e18bfe9783a81719de390b9',NULL,NULL);
INSERT INTO entries VALUES(10,8,X'01a220c9f9f0771e864b53ebd084d579',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','19','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":19,"position":1}}',NULL,NULL,X'01a220c9fa2c727daeae2ab3fed03d62',X'1584ac18cca87440c497fba5f7438716d16c0d6b067732923ce336b0f74c1323',NULL,NULL);
INSERT INTO entries VALUES(10,9,X'01a220c9fa2c727daeae2ab3fed03d62',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lane.assign','player','19','{"slot":{"pace_group":"slow","pace_group_id":19,"position":1}}','{"slot":null}',NULL,X'01a220c9f9f0771e864b53ebd084d579',NULL,X'e5998f2117016cd413fc0d05e12d90b79e6efff0199676c027fe419983a0a6ba',NULL,NULL);
INSERT INTO entries VALUES(11,1,X'01a220c9f6857050b95ce02c9b0032b4',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','11',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-10","sport":"swim"}',NULL,NULL,NULL,X'2dfc69df487ba64c0f3bb88ddd0ed5067f1f95e0f9e99936bca6d25fcf19c684',NULL,NULL);
INSERT INTO entries VALUES(11,2,X'01a220c9f6d070f39cafad7a1782402d',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','11','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'ea9e2f5bff352271a1764f41ee14248d83c2d9bb9b0ae39ce7d727fc56a8ec72',NULL,NULL);
INSERT INTO entries VALUES(11,3,X'01a220c9f6ee75eeadfac2835366f705',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','11','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'825edaa38bc6ac55c6c4fb8bf098e733fc4f758acfa67b459e00edf18b12648f',NULL,NULL);
INSERT INTO entries VALUES(11,4,X'01a220c9f71774138ae3b494af3371c9',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','21',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'9bde2e4e1b6f31aed56e99bd5604d2aafb9796d6599e941ad0bea15ba19bd402',X'9389cf59fa3e6e6dbb615ae6e16686a1e3ecc62a6425e89b67f0749b17d28d0a',NULL);
INSERT INTO entries VALUES(11,5,X'01a220c9f71774138ae3b4956bc4d141',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','22',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'c4b82f41c4f13ff867684c5e5c99e7c4322ea9b0864f8ec13aa390c51993e19d',X'ded1c543c6d214542a0af245f4f7b7c1a07a48b454769f9664d7821bb70f03a2',NULL);
INSERT INTO entries VALUES(11,6,X'01a220c9f7d2726faefe7feb63fabacd',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','21','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":21,"position":0}}',NULL,NULL,X'01a220c9f8497494804f6e6afb934bdf',X'25be0868b19ddf66476f6240f3eb428d031c2e973a48352b8aebe22c8dc099f1',NULL,NULL);
INSERT INTO entries VALUES(11,7,X'01a220c9f8497494804f6e6afb934bdf',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lane.assign','player','21','{"slot":{"pace_group":"slow","pace_group_id":21,"position":0}}','{"slot":null}',NULL,X'01a220c9f7d2726faefe7feb63fabacd',X'01a220c9f8f17445b4130b1d548a9faf',X'227ae8662a1c9b4bcab58bacc37f903ec3bed6136dc2cafa5ec96c32a23376a5',NULL,NULL);
INSERT INTO entries VALUES(11,8,X'01a220c9f8f17445b4130b1d548a9faf',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.lane.assign','player','21','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":21,"position":0}}',NULL,X'01a220c9f8497494804f6e6afb934bdf',X'01a220c9f96b737992c88938078fdda8',X'f53913715628b47b2a6d14cde4c64a0bb390c50654dddb2ecd4daa6aa948a305',NULL,NULL);
INSERT INTO entries VALUES(11,9,X'01a220c9f96b737992c88938078fdda8',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.undo.lane.assign','player','21','{"slot":{"pace_group":"slow","pace_group_id":21,"position":0}}','{"slot":null}',NULL,X'01a220c9f8f17445b4130b1d548a9faf',NULL,X'd5bd9982381475622c8acf321551990e35c02430718ec0ff8792b0cc0500a445',NULL,NULL);
INSERT INTO entries VALUES(12,1,X'01a220c9f686738d8768aec3c444004d',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','12',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-11","sport":"swim"}',NULL,NULL,NULL,X'47ad320b70fe8a759cfc1c6a16d06af29f59af67c42f69dc0d37b3546b79163e',NULL,NULL);
INSERT INTO entries VALUES(12,2,X'01a220c9f6d070f39cafad7bd22a021f',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','12','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'80a5b8baca997858c4f5cb4016147744699e747cfcc271c012c2fbc53cee72cb',NULL,NULL);
INSERT INTO entries VALUES(12,3,X'01a220c9f6ee75eeadfac284048cc0f9',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','12','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'4c31484408603c91eac315bfd35f278d16362119ce391c82174ee37eaef39bff',NULL,NULL);
INSERT INTO entries VALUES(12,4,X'01a220c9f71875309e00105be59ef62b',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','23',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'5fd5b4877e3f19bd3a4fe9aa85d5905f6be502a6737f1ef95b5aae8d2f1b7424',X'bdb8c608d3d38299ce62ee4ce59473eaef5047c67b7dfdcfaa36d7f4f05ea249',NULL);
INSERT INTO entries VALUES(12,5,X'01a220c9f71875309e00105c6cafe86d',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','24',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f8497494804f6e694bc260e1',X'acf05d2f73f620ca227d2a988a5985cbc72615cc135c2df1d9db4d0a3235ddc6',X'f9d08cdf8ee33668c28c678f35c5d24df54e465259fe5d132ceb884f5449d9b8',NULL);
INSERT INTO entries VALUES(12,6,X'01a220c9f8497494804f6e694bc260e1',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','24','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f71875309e00105c6cafe86d',NULL,X'fc6f604bff02badbaa803bb50dd3419fce25b93e4557186a3f77aee0f3b20ffa',X'955ccc4c71ee0abab02ee9500e7bb578ea378fd02c5023fb509e086e9cf6d81a',NULL);
INSERT INTO entries VALUES(13,1,X'01a220c9f686738d8768aec4712f44ce',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','13',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-12","sport":"swim"}',NULL,NULL,NULL,X'3e1ddc73b633b853c6a327accac994682fc80221cc525eab9d2405659cac1999',NULL,NULL);
INSERT INTO entries VALUES(13,2,X'01a220c9f6d070f39cafad7c2a2bb975',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','13','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'45b3214f9de86c0823041783230eef54ec8e8ca1133ed6e56930afd94aceaf35',NULL,NULL);
INSERT INTO entries VALUES(13,3,X'01a220c9f6ee75eeadfac2852621ad53',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','13','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'4256e9d7c3e975e65e93041e65679c3627ec39fbf9e815ee08f49649a0ff07d9',NULL,NULL);
INSERT INTO entries VALUES(13,4,X'01a220c9f71875309e00105de0969814',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','25',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'd48be973d93e0031b56fc34623d7d5e7b651356b6e8f7c891eec51f1c0509d36',X'2544e830ae958095d4cc067236c46019b843c27c12bab6fe5200cf767d866615',NULL);
INSERT INTO entries VALUES(13,5,X'01a220c9f71875309e00105eba7aab67',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','26',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'3a0e3b22194849dd261298f5bbf4477f477ccff9025b4803d45150c306989d9c',X'4637e57dd6d6037073fe2f983d1d5d4c761e6c910bd6f3e2ed15ec49e2a601a2',NULL);
INSERT INTO entries VALUES(13,6,X'01a220c9f7d372d98b59ed1405dfd58d',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.update','lane','25','{"capacity":3,"lap_length_m":null}','{"capacity":2,"lap_length_m":25}',NULL,NULL,NULL,X'74099970bd935b90f0ffd2e1b5e6864fcf1040f0cdff441f7ea72d1b866bb491',NULL,NULL);
INSERT INTO entries VALUES(13,7,X'01a220c9f8357614853a74b20b050bfa',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','84',NULL,'{"color":"green","count":1,"name":"long"}','{"lanes":[85]}',NULL,X'01a220c9f8f17445b4130b1cecb2552c',X'9b8d10d21f97073b5b76520b6f4c04a0af79a78f1672e89ba08e3aa7a4eed1bb',NULL,NULL);
INSERT INTO entries VALUES(13,8,X'01a220c9f8f17445b4130b1cecb2552c',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.pace_group.create','pace_group','84','{"color":"green","count":1,"name":"long"}',NULL,'{"lanes":[85]}',X'01a220c9f8357614853a74b20b050bfa',NULL,X'7b4b7e556cc328f86b115618d318254a6c3d86be3647ffdbebada91944060793',NULL,NULL);
INSERT INTO entries VALUES(14,1,X'01a220c9f686738d8768aec5258ec3c7',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','14',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-13","sport":"swim"}',NULL,NULL,NULL,X'bc011f97de97e60423ec4425f66928d7ee24b0835052d3e0d98aa245ed5149b1',NULL,NULL);
INSERT INTO entries VALUES(14,2,X'01a220c9f6d070f39cafad7d749a3590',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','14','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'603f48f1b22f41e4547ab30679e38902228b1350acbb303c015906975a8bcc9e',NULL,NULL);
INSERT INTO entries VALUES(14,3,X'01a220c9f6ee75eeadfac286046ff879',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','14','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'98d544389e062c4451860613e9be941ed777dfd7e9ce67be5a9149ddc1d15c08',NULL,NULL);
INSERT INTO entries VALUES(14,4,X'01a220c9f719726596b1a6650fbd3fd4',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','27',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'ae5d0d1ce19ae59280a9d70f57197aa6c6f84fdcf916277f50e7a5decda9d4f1',X'f37d8cf42b08d835cae1e08730816e769aa8c911450c22b64086c118b48265dd',NULL);
INSERT INTO entries VALUES(14,5,X'01a220c9f719726596b1a666abc4bc19',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','28',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'3b4bde0a2856853cb8bfc767bd1493ccf1a862eda594ef098b7cf0cb4e34729b',X'582076998786cba2a99c08b5f0ce00185e14863578d3549ee6c659fb498e2e83',NULL);
INSERT INTO entries VALUES(14,6,X'01a220c9f7d372d98b59ed15d893dd5c',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.create','lane','82',NULL,'{"capacity":2,"lap_length_m":null,"name":"2","pace_group":"slow"}',NULL,NULL,X'01a220c9f9bd772fb6115d0d28baf93a',X'1526aad1da4a1d574d34728b57b39e1a3fea00ba32715623627874c698506664',NULL,NULL);
INSERT INTO entries VALUES(14,7,X'01a220c9f953765d8ff7bfa1f14d0e0b',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','28','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":27,"position":1}}',NULL,NULL,NULL,X'99f068b28efb2cbb645497031a27e0424f97aa06ecfa56c1fb3ae227e0fad047',NULL,NULL);
INSERT INTO entries VALUES(14,8,X'01a220c9f9bd772fb6115d0d28baf93a',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lane.create','lane','82','{"capacity":2,"lap_length_m":null,"name":"2","pace_group":"slow"}',NULL,NULL,X'01a220c9f7d372d98b59ed15d893dd5c',NULL,X'd19f59d993fbd13a8a6008aa69c054457a95dce88ec2f7c4739622a2b7861e43',NULL,NULL);
INSERT INTO entries VALUES(15,1,X'01a220c9f6877682a8ffbbead5e4236b',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','15',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-14","sport":"swim"}',NULL,NULL,NULL,X'3e24cc176f1a45235ed04a97afbd0a18af0c992d4c5bad3b164076a3e1c63847',NULL,NULL);
INSERT INTO entries VALUES(15,2,X'01a220c9f6d17166aa80d71aecb2bc70',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','15','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'df01fff84607a7c1d811035bf945ef4eca09122495cfd222a9eb182a689d1478',NULL,NULL);
INSERT INTO entries VALUES(15,3,X'01a220c9f6ee75eeadfac2878ae7f6fc',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','15','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'15d62ceac8e2a33cbea252dbecedc17f6881edb256779f3c3c51d234033c7f07',NULL,NULL);
INSERT INTO entries VALUES(15,4,X'01a220c9f720759c822d2f43abf464d0',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','29',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'e0f3f33786458cd23c7dc8e896fd701410af7d77bebb3a17172ceb40e36299ce',X'9d172b893fa575592d173c0f0fc9dee78a9a1961c442d9534344cd610532dfce',NULL);
INSERT INTO entries VALUES(15,5,X'01a220c9f72175dca6858d67d1f11c89',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','30',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'087559103553fdb369165204e3bc805239d48d3ef7e21548b74a28dc96792e7d',X'78477c42a7c4711b8a6ad0db7ccade68f767314721eb641c0618897cfa7074b3',NULL);
INSERT INTO entries VALUES(15,6,X'01a220c9f7d7773581aeaca793b5ef73',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','29',NULL,'{"count":1,"counted_at":"2027-01-15T07:59:55.000Z","distance_m":50,"lap":"01a220c9-f75e-7003-8de7-11cf8fd674b0"}',NULL,NULL,NULL,X'7a9e14a01b8870fd9e558e23fd03977b2feb6a3c986117afee6adb63f9ebf8d1',NULL,NULL);
INSERT INTO entries VALUES(15,7,X'01a220c9f845772a8b24fa9e840f73da',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','29',NULL,'{"count":1,"counted_at":"2027-01-15T08:00:00.001Z","distance_m":50,"lap":"01a220c9-f7ff-700d-b6a4-e372b71e5b4d"}',NULL,NULL,NULL,X'25df7fe367017f162bbd59f417aad1fbaec176a9bd025aaa85e2dfdbbfeebde6',NULL,NULL);
INSERT INTO entries VALUES(16,1,X'01a220c9f6877682a8ffbbebd0ac23cb',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','16',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-15","sport":"swim"}',NULL,NULL,NULL,X'942dd54b928da52088ca3650ba416c62e80d25afc77588900527cdc9c4fa4d99',NULL,NULL);
INSERT INTO entries VALUES(16,2,X'01a220c9f6d17166aa80d71b68f8bc44',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','16','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'1e4696c1ca4f48f9f5765eb4a99588dbb552e07ffc4ba3ac8a3b4fbbe880054d',NULL,NULL);
INSERT INTO entries VALUES(16,3,X'01a220c9f6ef709ba0acb62d772f8a63',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','16','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'37e894ad741a7b69130efbe94aa3fb382aa5bb53fb61f2fc9334948aa500b463',NULL,NULL);
INSERT INTO entries VALUES(16,4,X'01a220c9f72277f6947e5ff1742a0b26',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','31',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'cf2c5bd4da707e594d3ed7a91417a02a5e249cdfb35c6ad78780ed03fef54332',X'debb0dd0f29201664827caba3a41382840897ca1eb9e54b4e2510f8b3a23f199',NULL);
INSERT INTO entries VALUES(16,5,X'01a220c9f72277f6947e5ff2dc45c5d5',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','32',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f8f077649acd5fbce23cf3fa',X'7e747ff9a1d4527e3d1389e934f7363007c3df3a73b6d2d3562d2117308da0ab',X'1d69ab5e65cd193f10dd71f2ef6e014ab8aaa7ac3ae70b1894830b27ccea0fcd',NULL);
INSERT INTO entries VALUES(16,6,X'01a220c9f838765088160632438509ff',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.update','lane','31','{"capacity":3}','{"capacity":2}',NULL,NULL,NULL,X'e26945b50dbf2b4e8887b41d6910eb330fe9bf6cc75a191b1e9e2b03860b79ed',NULL,NULL);
INSERT INTO entries VALUES(16,7,X'01a220c9f8f077649acd5fbce23cf3fa',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','32','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f72277f6947e5ff2dc45c5d5',NULL,X'165d7253f233cc5d6dff6cd6e81bc617d10d35b59a6ee8251370234c2b6de033',X'368ce978738d129263d92c5f05a7abe63341710603f0255686ce8c1f8bde0578',NULL);
INSERT INTO entries VALUES(16,8,X'01a220c9f99577feaac1d917bfd50024',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.adjust','player','31',NULL,'{"adjustment":"01a220c9-f986-7718-a388-7221943995dc","at":"2027-01-15T07:59:55.000Z","distance_m":150,"laps":3}',NULL,NULL,NULL,X'907416f7bca8ec474ea8ee9ad2bd2bb5c386caee1950ae18dcdf9c377fa84e9b',X'e83fb2beefe475829618990bee7e10c59436dc3c39d796619b00b756d14e8486',NULL);
INSERT INTO entries VALUES(17,1,X'01a220c9f6877682a8ffbbec9013ca7b',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','17',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-16","sport":"swim"}',NULL,NULL,NULL,X'4001bb6a0c7bc3bec137c6b4377c8d1368d4fe155efef3eea5784e2ddca5946d',NULL,NULL);
INSERT INTO entries VALUES(17,2,X'01a220c9f6d17166aa80d71cea04b9cf',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','17','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'4782b0d9a49fe44bff31d62d934fb215072567c55a6ba57bb2a8325b2fc00daa',NULL,NULL);
INSERT INTO entries VALUES(17,3,X'01a220c9f6ef709ba0acb62e4c97be95',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','17','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'63e4c6d9b4e81a8f89eee29382b8f80aa35c032c69632769b3a94216756839aa',NULL,NULL);
INSERT INTO entries VALUES(17,4,X'01a220c9f72277f6947e5ff38de6cd63',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','33',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'a35fc6b6bf7a7bf15fd6c950afab76c21795754689bf55f41dafdd33ffe8f80a',X'3409e520663a403caad4e35dd50eff7efe68e6bbc77248f5c93bc5df4a6b9462',NULL);
INSERT INTO entries VALUES(17,5,X'01a220c9f72371b785d9efa73eba65d9',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','34',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'c52895d2d2024e79d959bda12deeaa4c44d6e9ec85482bbe25bb1980cd25e624',X'206daaef12231677a2305056d9bad027a4b72b04e152be9d5c0570e652c1e78d',NULL);
INSERT INTO entries VALUES(17,6,X'01a220c9f7da706db3d45c50f972bad0',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.disqualify','player','33','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"disqualified"}',NULL,NULL,NULL,X'201fe7152062ca51748490757aa005b09862eed1dbbd5b5c2cc4bb76d787c952',NULL,NULL);
INSERT INTO entries VALUES(17,7,X'01a220c9f839715fb18eeb3c3a522661',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','85',NULL,'{"color":"green","count":3,"name":"long"}','{"lanes":[86]}',NULL,X'01a220c9f9a0745eaae975a900d17833',X'5e4787693330d2fd3bbb241e430814b9a5023bc15f8c1fc2dd66ffee013f0657',NULL,NULL);
INSERT INTO entries VALUES(17,8,X'01a220c9f8eb73c0af0a474079425388',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.delete','player','33','{"standing":"disqualified"}','{"standing":"deleted"}',NULL,NULL,NULL,X'0c01631ac460c3ed7ee2039f3cfbdebecb05719197769b60cf033e8ba81eebbd',NULL,NULL);
INSERT INTO entries VALUES(17,9,X'01a220c9f9a0745eaae975a900d17833',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.pace_group.create','pace_group','85','{"color":"green","count":3,"name":"long"}',NULL,'{"lanes":[86]}',X'01a220c9f839715fb18eeb3c3a522661',NULL,X'4f84de9e6a627959fa0c85e180974528fdae57347c5d5f5db3fdf7cfe290208e',NULL,NULL);
INSERT INTO entries VALUES(18,1,X'01a220c9f6877682a8ffbbed68f5b1be',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','18',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-17","sport":"swim"}',NULL,NULL,NULL,X'614513df95b7f83cbb29aa514ce42b8116a44e2c4ea9c02fe0086ffd901db646',NULL,NULL);
INSERT INTO entries VALUES(18,2,X'01a220c9f6d17166aa80d71d11800bb0',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','18','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'0018a506e14af230c5975b53ba6d51e78940efbebcdcdbe498909805395d42cb',NULL,NULL);
INSERT INTO entries VALUES(18,3,X'01a220c9f6ef709ba0acb62f764e0e37',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','18','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'c722e3e5f400aae7c72568a81a78d66bf615be62734a4ec6147d0e57903f4705',NULL,NULL);
INSERT INTO entries VALUES(18,4,X'01a220c9f72371b785d9efa8e59818d7',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','35',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'a6177fe6e5a548ab526b0a01eec2e0c1fd95c6f4b933e03ac7ac9e078db28380',X'c677565f4ea56a04a52f6c466296f9289e71267cb08683b3030075a1e6b40587',NULL);
INSERT INTO entries VALUES(18,5,X'01a220c9f72470eda8529bea568e2489',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','36',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'4b3b0952fce55602573589bcd7fd32598b46ec223687dea73a9dfadc7b3d2df5',X'6b590f736cf39ff1b123965a33fd2062235ad9b439b997571a31bae0beb1012a',NULL);
INSERT INTO entries VALUES(18,6,X'01a220c9f82d7169b46a5fdc0a34c2f7',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','81',NULL,'{"bib":3,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'5042d444f305090bd16b52f58ed4b95e46df42257ee57e0751b343e18476b382',X'89b0209feffe45d7acfffd3c320eb51b8009f05b52514a9cff3c2bae025ab584',NULL);
INSERT INTO entries VALUES(18,7,X'01a220c9f8b676f496e17606f4c66ab5',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.disqualify','player','36','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"disqualified"}',NULL,NULL,NULL,X'97f288189f373a15c8a41ce27091d04ccf021d26ecaf56e3228140f6a1b8b954',NULL,NULL);
INSERT INTO entries VALUES(18,8,X'01a220c9f93a72f2b0b467df6db71b37',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.withdraw','player','35','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"withdrawn"}',NULL,NULL,NULL,X'a20a0d37baafb268b2149ce266f95ea21d765a1e3e70c0b31280ca7c7f19e596',NULL,NULL);
INSERT INTO entries VALUES(18,9,X'01a220c9f98272098a8c348ef9a1a5d8',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.disqualify','player','35','{"standing":"withdrawn"}','{"standing":"disqualified"}',NULL,NULL,X'01a220c9fa1e77ddac4b0d13cee05205',X'b5cc72327b75343e3783248e8d45d0833b915e630fb4f81b6217a004cbcf1e31',NULL,NULL);
INSERT INTO entries VALUES(18,10,X'01a220c9f99e741ea97aa91ff4490dfb',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','payment','01a220c9-f98e-718c-9463-305ee34f5707',NULL,'{"amount_minor":5,"currency":"EUR","kind":"donation","method":"cash","payment":"01a220c9-f98e-718c-9463-305ee34f5707"}',NULL,NULL,NULL,X'25e7f2588115678c2354b123a5661e089d39c9d04dcbf60f23a81586aaed96a1',NULL,NULL);
INSERT INTO entries VALUES(18,11,X'01a220c9f9cc77939e71fd0ef70fd765',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','35',NULL,'{"amount_minor":12,"currency":"EUR","kind":"donation","method":"card","payment":"01a220c9-f9af-7105-abff-aa44dbc5bbed"}',NULL,NULL,NULL,X'7fb9198b79c685eeac1464b2a41ecb7792c0a07dbceb36465617701b1e93dffb',X'f2c53de435d649bc11efc29cb3bd1e710c0397a234f2c9eb6ed1d677d4cf9a54',NULL);
INSERT INTO entries VALUES(18,12,X'01a220c9fa1e77ddac4b0d13cee05205',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.disqualify','player','35','{"standing":"disqualified"}','{"standing":"withdrawn"}',NULL,X'01a220c9f98272098a8c348ef9a1a5d8',NULL,X'4190d25065fc82f717eb13c5a96b7984edf7e39c62303e1f6d7e8838e4791372',NULL,NULL);
INSERT INTO entries VALUES(19,1,X'01a220c9f688776c8fadbc75716fbf38',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','19',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-18","sport":"swim"}',NULL,NULL,NULL,X'80f8ea537f8f074efb63242a7e55fd4e5c36499f6a5332833678c52519cf293e',NULL,NULL);
INSERT INTO entries VALUES(19,2,X'01a220c9f6d17166aa80d71e17492ad7',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','19','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'027cd0eb2ee256f3de53b71df7cd8676ae9f70242ec081506fa1fff8a8ac4de5',NULL,NULL);
INSERT INTO entries VALUES(19,3,X'01a220c9f6ef709ba0acb630cbb596f0',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','19','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'994fe8dec8d97e452dfea24225699890c193418cdfd192b51f9ec322bd311a1a',NULL,NULL);
INSERT INTO entries VALUES(19,4,X'01a220c9f72470eda8529beb3ab4578e',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','37',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'd583353e75a03a1862f513ce74649f00d1eb3bee2a357c40ea2f24916402212b',X'747a7f88cff2d4e2eb14cfe51c2fbbf87286f7fb2cd63611bbfdab8cc2d49725',NULL);
INSERT INTO entries VALUES(19,5,X'01a220c9f72470eda8529bec0b00c9d1',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','38',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'5a80ca909a0550b5b1346166a40be7745202dd3de67155e79f68cb3b8b369335',X'fadc5dd185e970522879c1e9545c8c025f223733caffba02bb0aeccd26a6473c',NULL);
INSERT INTO entries VALUES(19,6,X'01a220c9f7da706db3d45c4f3d92bed5',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','37','{"slot":null}','{"slot":{"pace_group":"fast","pace_group_id":38,"position":0}}',NULL,NULL,NULL,X'947e69555ed2a20f5b9b1fb1c11e52becc0ea58923bed1b489e3d6f227fff379',NULL,NULL);
INSERT INTO entries VALUES(19,7,X'01a220c9f83876508816063397190d6c',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','38','{"slot":null}','{"slot":{"pace_group":"fast","pace_group_id":38,"position":1}}',NULL,NULL,NULL,X'3ec6def30264ca74fb1e5a91bb618c2f464d41be4ec81cbef1f65edcdac59ef8',NULL,NULL);
INSERT INTO entries VALUES(19,8,X'01a220c9f93f7614bbfd3711012d744a',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.update','lane','37','{"name":"slow"}','{"name":"mid"}',NULL,NULL,X'01a220c9f9b87797b9b3c80e11a07d3a',X'5ddc4be0e885ca6b5860dec1458cecdca3445bc0a1ff9f4cb946c01550dfbf32',NULL,NULL);
INSERT INTO entries VALUES(19,9,X'01a220c9f9b87797b9b3c80e11a07d3a',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lane.update','lane','37','{"name":"mid"}','{"name":"slow"}',NULL,X'01a220c9f93f7614bbfd3711012d744a',NULL,X'6c3d39194cffa6596df9ddd7576ea32aec2ec173dedea75837e334261805c254',NULL,NULL);
INSERT INTO entries VALUES(20,1,X'01a220c9f688776c8fadbc760091d69f',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','20',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-19","sport":"swim"}',NULL,NULL,NULL,X'3a1de3d5de1acab8e300c8dcf8b8764ff5abd33b6508cd8206789ad2be15ba93',NULL,NULL);
INSERT INTO entries VALUES(20,2,X'01a220c9f6d17166aa80d71fe74617bd',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','20','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'b0788db777d5c81895d54630964af17aa81f8ae7a350c5d729fb6b208952e8f7',NULL,NULL);
INSERT INTO entries VALUES(20,3,X'01a220c9f6f0752d9f12d2f9bb864d6f',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','20','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'a5e707fb39892ce092b1bd2146bceaea9b5ded87d70f25f66b4987598e6f02df',NULL,NULL);
INSERT INTO entries VALUES(20,4,X'01a220c9f72470eda8529bed2b03fdd6',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','39',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'dbd71fa6e6cf156c45194b608e64062bbe04fb223b8d8a3fd08ca9418a0f630d',X'91502d745a3840cbb19ee5f77d10365317615e13c809508e1858c6ee25783de1',NULL);
INSERT INTO entries VALUES(20,5,X'01a220c9f72574b7b16f2f9e25e27ab8',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','40',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'07e5e7a483e2d236429179b7d7da747fa152443511ecdcaa800e8f44ff9ff705',X'e59dd8885d50e2f10ed5d686002fa6da095309cd048d3fe51bed8ed00d753a4a',NULL);
INSERT INTO entries VALUES(20,6,X'01a220c9f7da706db3d45c52bb1a6f74',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.delete','pace_group','40','{"color":"yellow","count":2,"name":"fast"}',NULL,'{"lanes":[40]}',NULL,NULL,X'eb00cf6bcf88827e9ec2306478ed450f62b56b91ef1a4fd4e3ac6ee83678dd0e',NULL,NULL);
INSERT INTO entries VALUES(20,7,X'01a220c9f8c576fca265f017fba6d252',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.update','lane','39','{"lap_length_m":null,"name":"slow"}','{"lap_length_m":33,"name":"mid"}',NULL,NULL,NULL,X'146cca7b625d060f962bfd00780987bbe185f3156f45bd0987272a79b337a5f6',NULL,NULL);
INSERT INTO entries VALUES(21,1,X'01a220c9f688776c8fadbc77068c0f8d',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','21',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-20","sport":"swim"}',NULL,NULL,NULL,X'e235dd86f17cdcf609aae21027b66d38720e8cf0ea5f917d91b5052f8a9189ce',NULL,NULL);
INSERT INTO entries VALUES(21,2,X'01a220c9f6d17166aa80d7209fe78429',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','21','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'dc92c74dcc13aec49e58bfe4b01405b98ade238ea892e811d6dbc12252495c28',NULL,NULL);
INSERT INTO entries VALUES(21,3,X'01a220c9f6f0752d9f12d2fac6741b07',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','21','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'83b81f8bddc21c9d796f6b446be6c52fa370f6caa65a652620b14f1d13e3ffc0',NULL,NULL);
INSERT INTO entries VALUES(21,4,X'01a220c9f72574b7b16f2f9f9c2db106',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','41',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'7cd0226d5fd02d201c472362f43ed39a003c368e4f673ed44aecf52d01661120',X'145385e7766b01702a17a1395aad78ff12fcafca579c9cfc56a4e58691f34f99',NULL);
INSERT INTO entries VALUES(21,5,X'01a220c9f72574b7b16f2fa045d5467d',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','42',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f8f077649acd5fba431ec731',X'85968e5bdd2c45200c7f0ee9f15e98a0478bbe62335ba8bfe6cdda83c2285fea',X'5e4219278da6466fe9a47e57b747d99a96df2d6e6e9aa47ca1e02ec95def6e4d',NULL);
INSERT INTO entries VALUES(21,6,X'01a220c9f7da706db3d45c51101b00ae',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','82',NULL,'{"color":"green","count":2,"name":"mid"}','{"lanes":[83]}',NULL,NULL,X'8c2692818969f8f30dadfebd4c06c0b5d89ab109eafd2df75cf2b8c97dc6abdd',NULL,NULL);
INSERT INTO entries VALUES(21,7,X'01a220c9f8f077649acd5fba431ec731',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','42','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f72574b7b16f2fa045d5467d',X'01a220c9f9aa72859367e2f9c4aa90db',X'16cec1c4b5408abdea8726368dc61bfff1f6051e190bfe923fdf31a1ba31b5af',X'1a89f9af7e04fd6e24bdeed7937ce7944627e821cf7a8956c4a6fe8db267ede9',NULL);
INSERT INTO entries VALUES(21,8,X'01a220c9f95672efb827872651cc77ee',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','88',NULL,'{"color":"blue","count":3,"name":"long"}','{"lanes":[90]}',NULL,NULL,X'e1ffb0438bc37948026a195303d01dd8a3c67a244435a0183006eb29be8dab14',NULL,NULL);
INSERT INTO entries VALUES(21,9,X'01a220c9f9aa72859367e2f9c4aa90db',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.player.register','player','42',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,X'01a220c9f8f077649acd5fba431ec731',NULL,X'1933f77b120b9a3c1c9fd474305a9c9e60da5f9018dc9e3b65e592c4aecbf97c',X'c31c55a2b1d7fdc9e069baf46e6b703d9704f93b518ab42021a81a75e2979d1a',NULL);
INSERT INTO entries VALUES(21,10,X'01a220c9fa1073688733393db1bca7e3',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.create','lane','91',NULL,'{"capacity":2,"lap_length_m":null,"name":"3","pace_group":"slow"}',NULL,NULL,NULL,X'0fe131a9b92cc7083914d0976644fbbebc9f5a66929c8eff7f9b31bf5186ac8c',NULL,NULL);
INSERT INTO entries VALUES(22,1,X'01a220c9f688776c8fadbc78782e6a0a',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','22',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-21","sport":"swim"}',NULL,NULL,NULL,X'09e29c0e8bea2998cc4f5fac63d680228d37b9c9fec376d250719877c62b11db',NULL,NULL);
INSERT INTO entries VALUES(22,2,X'01a220c9f6d17166aa80d72132e679ee',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','22','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'23121ffb1cef311aaa72d334b32351b6d48ac1bca69ecccfd4dc40cc50444bfc',NULL,NULL);
INSERT INTO entries VALUES(22,3,X'01a220c9f6f0752d9f12d2fb2219214a',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','22','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'a874da401a5c879260dbea83c9be1bc840ba664b72b71ca769bb51e89ffd9360',NULL,NULL);
INSERT INTO entries VALUES(22,4,X'01a220c9f72574b7b16f2fa1a5f4a91a',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','43',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'88ff8c44621a4f7a718b1c6dbdaf72949f097a884bab9c968cd000fc85c51b14',X'7f7813eea2aad256139f4ad845227afe16abca29e44c1b15dddc60d9ef09086c',NULL);
INSERT INTO entries VALUES(22,5,X'01a220c9f72670518dd60e17ad8fa389',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','44',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'9518c7afe524e43266c1d4896a8aac7f7a9187dfc2a4df3ad659e297f0f4796b',X'83318a7ea844f6d24f50ca11eb86981928e79749194569ec9e655ca30d2774fd',NULL);
INSERT INTO entries VALUES(22,6,X'01a220c9f83a75a1af8aef531424da84',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','43','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":43,"position":0}}',NULL,NULL,NULL,X'fdf4bbabfd480401e7b1648c837df6a598f5a3c35d3ec96414cc895c39e4c66c',NULL,NULL);
INSERT INTO entries VALUES(23,1,X'01a220c9f68971989ab7097763a990e9',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','23',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-22","sport":"swim"}',NULL,NULL,NULL,X'8340e5760b52ed916971bedc678e7e4c0ec34bbdd610c1eabb7077f2df0df7d1',NULL,NULL);
INSERT INTO entries VALUES(23,2,X'01a220c9f6d272959d041de0c44de5c7',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','23','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'6435c49a6711d0d1e1bf19aefcb540b52cd1144d65416020fdfd410baaa2661e',NULL,NULL);
INSERT INTO entries VALUES(23,3,X'01a220c9f6f1700285c05ef9fdd622e0',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','23','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'b0b3a328d29f7318153cf2167a920b1f1ad1f345c4f73555afa61c064957175c',NULL,NULL);
INSERT INTO entries VALUES(23,4,X'01a220c9f72670518dd60e18f70ae029',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','45',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'2348019c2d0469c1d4af390dfd7b12a443b87df3063916e26795331129a41578',X'b02a399db81e6a14bf8b090a58967565364300283fca312bafe86d6eecf63716',NULL);
INSERT INTO entries VALUES(23,5,X'01a220c9f72670518dd60e19dc3a5bd4',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','46',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'7ad8af6194c0ecdeff0a0751029bccd052560d688e5351e6c65a6f7f61a9f297',X'f8b0bed4e250521bad071f5e8dc56f37c4cc0bbe214a84a31a06203dc15f1fd4',NULL);
INSERT INTO entries VALUES(23,6,X'01a220c9f7db71f288539da1a411793d',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.update','lane','46','{"lap_length_m":null}','{"lap_length_m":33}',NULL,NULL,NULL,X'b705b96308d3d6ab8fab35963c5ca4dda65108016cdda7be4cb412181394a271',NULL,NULL);
INSERT INTO entries VALUES(23,7,X'01a220c9f8ec777b9fbc58f6b77d6958',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','45',NULL,'{"count":1,"counted_at":"2027-01-15T08:00:00.001Z","distance_m":50,"lap":"01a220c9-f86a-7236-ab63-0a7a17fb7d59"}',NULL,NULL,NULL,X'3cf2467539f111cadd26c79e0bc1475e89ba547bb71f91e48a9028426be2d7e7',NULL,NULL);
INSERT INTO entries VALUES(23,8,X'01a220c9f953765d8ff7bfa264fc9173',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.delete','player','46','{"standing":"active"}','{"standing":"deleted"}',NULL,NULL,NULL,X'bd93677656cf6a00651a9988f7dd8e1be5e0832bff8ad84c113e8477b8b5fbed',NULL,NULL);
INSERT INTO entries VALUES(23,9,X'01a220c9f9f775cba48d8b1b81c388bf',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','45',NULL,'{"amount_minor":5,"currency":"EUR","kind":"entry_fee","method":"card","payment":"01a220c9-f9c6-7779-9a1d-03a8e31ee026"}',NULL,NULL,NULL,X'f03ed52cf8be648507147ab4b13d757432b47b814fa2b1d213180be86a78d318',X'c33ebe0d3d71ee6e896a0b2a4ea353fb94b736c8d1a7ddda1d1f9fbbab679397',NULL);
INSERT INTO entries VALUES(24,1,X'01a220c9f68971989ab70978bfb985b9',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','24',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-23","sport":"swim"}',NULL,NULL,NULL,X'602f9012a182a336e69ac5adc49abefc9f612902284d09a1f9b2f111227b25b6',NULL,NULL);
INSERT INTO entries VALUES(24,2,X'01a220c9f6d272959d041de1fb450577',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','24','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'0facdd88abde402c3a3c614a471fa3bdcdedd6d1c20eb513f7d0a58cd09119bf',NULL,NULL);
INSERT INTO entries VALUES(24,3,X'01a220c9f6f1700285c05efa23d8fa72',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','24','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'fa9884d617e66c82a3d2baf35f83ede7912cf3741c9c1f9f50c736e2d847255d',NULL,NULL);
INSERT INTO entries VALUES(24,4,X'01a220c9f72670518dd60e1a293feab8',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','47',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'6512f12d021d6d14d9d139faf45bc12ba99450b53892b1549a73ab384a24a361',X'd2d76912d4b123ba8f01bcd63b372aec9fcdca75ac53bc637a1f527d98e89cae',NULL);
INSERT INTO entries VALUES(24,5,X'01a220c9f72670518dd60e1b4390558f',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','48',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9fa337498abf26304c2bb50fc',X'90f0eb87dc3ce1f1e5c6b4cb9469c7af4468f14d03d54ae3be7a09e6d9b55236',X'4e5a2db8fe1c23f49acb4c882016c04d955336ae7905b23609ec8b7c6c6031b0',NULL);
INSERT INTO entries VALUES(24,6,X'01a220c9f83e74b594dda97e52cc8b89',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.hold','lap','01a220c9-f7ed-7435-9c09-df71a449ca12',NULL,'{"reason":"before_start","state":"held"}','{"bib":2,"count":1,"counted_at":"2027-01-15T07:59:45.000Z"}',NULL,NULL,X'd02a5980e7ef1fc4510ce55c2045e9355ce16e9d6160556ec0c47d2ff446ee5b',NULL,NULL);
INSERT INTO entries VALUES(24,7,X'01a220c9f99376d08aa1a428b3be03b1',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.disqualify','player','47','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"disqualified"}',NULL,NULL,X'01a220c9f9fb769f90709d3d006cf792',X'606dd7a6bcf5fd9789a469c593476266daa9184054798c57b66c75110bef6452',NULL,NULL);
INSERT INTO entries VALUES(24,8,X'01a220c9f9fb769f90709d3d006cf792',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.disqualify','player','47','{"left_at":"2027-01-15T08:00:00.000Z","standing":"disqualified"}','{"left_at":null,"standing":"active"}',NULL,X'01a220c9f99376d08aa1a428b3be03b1',NULL,X'bff222a7c3aeec977c57dfb4b126a296af0c5f392242c193f9b73769df8253a2',NULL,NULL);
INSERT INTO entries VALUES(24,9,X'01a220c9fa337498abf26304c2bb50fc',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','48','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f72670518dd60e1b4390558f',NULL,X'b8980caa44ab76c161bb1454ec6cc2ddb2adfe6f3f313ed3206197b21444ab6a',X'bea53fb0f6b0864f29ec20208ffa6a5a1919f20d5c1b8fa2a88bf78b8d00e572',NULL);
INSERT INTO entries VALUES(25,1,X'01a220c9f68971989ab70979a0d7a10d',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','25',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-24","sport":"swim"}',NULL,NULL,NULL,X'8be47462fee9511026c754bf1b6948bd1790df4b593121b56c6d0633496d6487',NULL,NULL);
INSERT INTO entries VALUES(25,2,X'01a220c9f6d272959d041de2f6b34165',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','25','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'32bfd5c4f9cafcedafb533e6086d947d3f3dbbed13b8074da792e0018dda8da9',NULL,NULL);
INSERT INTO entries VALUES(25,3,X'01a220c9f6f1700285c05efb6f6183e3',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','25','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'200e1dbfd4b5001c180e7fedebae8d2d6389f90787537f3f72ee3bec91fe19eb',NULL,NULL);
INSERT INTO entries VALUES(25,4,X'01a220c9f727749b9cffffcbbe2b428e',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','49',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'72b4d85de5620d96819de8a411ff798de7fe563eaeda34608de8d78add9a3a06',X'f34f9c1cff771d2d84de91282b1784f3404e64ecdc72a65e932b34e6da0f6dfc',NULL);
INSERT INTO entries VALUES(25,5,X'01a220c9f727749b9cffffcc6f227b72',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','50',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f8497494804f6e6b6887dfb4',X'6840cf409e5e136a3db4dc5fdc0fe40da60f4650b2c5817bc715f3a045ba055a',X'b27247ec5ad41fb695533adaec2adb10c7e949215a6ea30b722df7e8ab2d1d50',NULL);
INSERT INTO entries VALUES(25,6,X'01a220c9f7c872bf87269d25da63845f',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.withdraw','player','49','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"withdrawn"}',NULL,NULL,X'01a220c9f8f27103ac9961eaca328bf7',X'64a585137a19402718e9bf3d71157a5366acf9b90aabc55573ce8751b2f4c0b6',NULL,NULL);
INSERT INTO entries VALUES(25,7,X'01a220c9f8497494804f6e6b6887dfb4',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','50','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f727749b9cffffcc6f227b72',NULL,X'97013c113df8af99da3a5513b1c39b999b150d25ee89c6ae8d28945a5cda8b40',X'4e57043f80c36d7583abc8f08b8cb764808c690f5265e3a17f3613d29548a820',NULL);
INSERT INTO entries VALUES(25,8,X'01a220c9f8f27103ac9961eaca328bf7',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.withdraw','player','49','{"left_at":"2027-01-15T08:00:00.000Z","standing":"withdrawn"}','{"left_at":null,"standing":"active"}',NULL,X'01a220c9f7c872bf87269d25da63845f',X'01a220c9f96a7500b22273c0831b890c',X'cf1f0399ffe2888392dffbb4a85f3fb4a7a33263329b45b789d69c9e1e99ca8f',NULL,NULL);
INSERT INTO entries VALUES(25,9,X'01a220c9f96a7500b22273c0831b890c',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.player.withdraw','player','49','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"withdrawn"}',NULL,X'01a220c9f8f27103ac9961eaca328bf7',NULL,X'327431cfcd23e9c51130cc41c96d3da6806cfb122ab0b407c4ac24f5a2e18051',NULL,NULL);
INSERT INTO entries VALUES(26,1,X'01a220c9f68971989ab7097aa44e2e4b',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','26',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-25","sport":"swim"}',NULL,NULL,NULL,X'aeacb5de46890aa8c38e89bde5256803cd513aca64d33ac3341a8e9fea3c1ca9',NULL,NULL);
INSERT INTO entries VALUES(26,2,X'01a220c9f6d272959d041de31656da89',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','26','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'3290f6f535d759a1d1efea305e4378d929f49811d5558a46ae1a6757ec5da985',NULL,NULL);
INSERT INTO entries VALUES(26,3,X'01a220c9f6f277e984043c26501bf7ce',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','26','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'2e3a4d41391af2d553fbb434305732b34579d960fb378f96fcc05305557af786',NULL,NULL);
INSERT INTO entries VALUES(26,4,X'01a220c9f727749b9cffffcd5836b6c0',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','51',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'9250e6fd9f5d5665e843b971d53531dc2149c0bb9ac620755543aea0a493f51f',X'7979fae9f9ab0f5c72a8bd28a5ddf1b4fa8b9a469e57374d30dddf1227f0fae4',NULL);
INSERT INTO entries VALUES(26,5,X'01a220c9f727749b9cffffcedfba89e6',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','52',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'bd849bab8fc4a3d2f361836a52bb37063e895fef76e063d8e4e5ac259da5486b',X'4f157fa444416a318e43e8666d918a142d6ed45e31397c55b05e577a417e4727',NULL);
INSERT INTO entries VALUES(26,6,X'01a220c9f7c977dd8ee16cd9a7e92652',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.disqualify','player','52','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"disqualified"}',NULL,NULL,NULL,X'b488012d391d95d521fec650452c4319cc618a80899f688be8abbea314f16506',NULL,NULL);
INSERT INTO entries VALUES(26,7,X'01a220c9f82d7169b46a5fdddca2b324',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.adjust','player','51',NULL,'{"adjustment":"01a220c9-f7e8-7299-951b-511c13425150","at":"2027-01-15T07:59:55.000Z","distance_m":50,"laps":1}',NULL,NULL,NULL,X'96eaa2aa6444bbfcd480d9effc4afda0d10c6c9d792e9913a5d646d7a0fcbdf2',X'56bd89e45bac1b79dd4a766bc54c3612f4647fc293b9e1d10aad95df115dd7bd',NULL);
INSERT INTO entries VALUES(26,8,X'01a220c9f8eb73c0af0a473ff8d63739',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','51',NULL,'{"count":1,"counted_at":"2027-01-15T07:59:55.000Z","distance_m":50,"lap":"01a220c9-f866-73fc-a66d-14cd0ae1491a"}',NULL,NULL,X'01a220c9f9b976b3b1de020b71ee634d',X'085b48977965e82adcf75cb557257161c8cff979f1ace2b83559b2cf68011e0a',NULL,NULL);
INSERT INTO entries VALUES(26,9,X'01a220c9f992738da728b545e156e628',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.disqualify','player','51','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"disqualified"}',NULL,NULL,NULL,X'40f0811ceb10743f1b60f947e918f5a468ff953c8d6c55ee991a90c4e0eb3745',NULL,NULL);
INSERT INTO entries VALUES(26,10,X'01a220c9f9b976b3b1de020b71ee634d',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lap.count','player','51','{"count":1,"counted_at":"2027-01-15T07:59:55.000Z","distance_m":50,"lap":"01a220c9-f866-73fc-a66d-14cd0ae1491a"}',NULL,NULL,X'01a220c9f8eb73c0af0a473ff8d63739',NULL,X'39834b7c20fd097e7f9adf25c5e90b2e8baa19c0d01448727387e152fe7da36a',NULL,NULL);
INSERT INTO entries VALUES(27,1,X'01a220c9f68a71e8909bc35baa075f15',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','27',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-26","sport":"swim"}',NULL,NULL,NULL,X'fd5b2fb9012c7aa4aae055fdca07b39ce8461d4c4389a0a481ada480c943b848',NULL,NULL);
INSERT INTO entries VALUES(27,2,X'01a220c9f6d272959d041de415ee9550',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','27','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'1299b54ac0ef011052ca4f68542b68bfbe7a8a08c0d86031d787d4a76396179b',NULL,NULL);
INSERT INTO entries VALUES(27,3,X'01a220c9f6f277e984043c27f392d3a5',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','27','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'240005c7d47609be5e40e6256f1542373e063de220f15381e4628663e7c90f8b',NULL,NULL);
INSERT INTO entries VALUES(27,4,X'01a220c9f727749b9cffffcfb834bb4b',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','53',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'06aa851504da18a3ba090539ff82224bf417504e6af62e0a3905a71c975d7d90',X'5612e3617887cd28c1f42f419efe1d94ebc0a9a1558531a629f0cc8b74570f33',NULL);
INSERT INTO entries VALUES(27,5,X'01a220c9f728732290501ec03050d877',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','54',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f7dd71d6b4604eb5449b8a2b',X'f357ab05da473b66441614c4abf261d755b2a4b6f9b5f15579b778056849e990',X'f9992a75c6317d40ab890747396ba77cd8a052723f9f7d502a2ac216453f68b6',NULL);
INSERT INTO entries VALUES(27,6,X'01a220c9f7dd71d6b4604eb5449b8a2b',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','54','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f728732290501ec03050d877',NULL,X'6ded065891e322b852863a04a36a2e5ea7d6f101812f591fc9fb62864ea46b7c',X'a0c417d15512114fe40950e76faa1726174b5e2ca4bdfca113da815f0906fcfc',NULL);
INSERT INTO entries VALUES(28,1,X'01a220c9f68a71e8909bc35c21c7e5a0',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','28',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-27","sport":"swim"}',NULL,NULL,NULL,X'78334259cc5233ef88860b6777612131a56557b4a0e59ebb63e29f6828390fd3',NULL,NULL);
INSERT INTO entries VALUES(28,2,X'01a220c9f6d272959d041de51595ee50',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','28','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'c2967ef935c7fd2ba77e7eb91df95ec0642dac4d14dac21ce6595236227f909a',NULL,NULL);
INSERT INTO entries VALUES(28,3,X'01a220c9f6f473c6860d16750a71916e',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','28','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'29338cc0d42cbee867c8b140756c896048602336e1a3727359fa9013749e0700',NULL,NULL);
INSERT INTO entries VALUES(28,4,X'01a220c9f728732290501ec1ae857e48',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','55',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'188217ac624a72e4ba1871b26104404a0f418d9ed98106c169e4e6b115bd1ec6',X'ac13c7b99c86fde47e702b43d8696d2a8e7c3f877b4a1a26000e0290793fcfc5',NULL);
INSERT INTO entries VALUES(28,5,X'01a220c9f728732290501ec2d526eddb',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','56',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'dcd51bde5175aa69ae224413045a39d94c3cbc0b8d4795832ba86fa7668885a4',X'39099809496dbc1a55eaf230f70b29f0c7cbb410f4745889ccfad0d6f22f768b',NULL);
INSERT INTO entries VALUES(28,6,X'01a220c9f7cd71d395162ceb6446616a',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.adjust','player','55',NULL,'{"adjustment":"01a220c9-f758-7362-9147-92b31facb55e","at":"2027-01-15T07:59:55.000Z","distance_m":150,"laps":3}',NULL,NULL,NULL,X'867f70856b154d94f98df15946127470249088dd613bcaa5115a5e267aaa0f6f',X'e910ce7b4ad324787dfe2392b547d442e5b8ddb5df552335cdb1c71dc5aadc57',NULL);
INSERT INTO entries VALUES(28,7,X'01a220c9f83376e9a1b5d3569877f94e',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.adjust','player','55',NULL,'{"adjustment":"01a220c9-f7e8-7299-951b-511d405286bb","at":"2027-01-15T08:00:00.000Z","distance_m":150,"laps":3}',NULL,NULL,NULL,X'96f4ad9ca4d9f156e440a765fed515fec02c8a09a7a452b4945e40d09675e791',X'f4e7ed6e4afa00207a91396b4d19ddf4fb3de45297afed2a709f7f4feea52bd8',NULL);
INSERT INTO entries VALUES(29,1,X'01a220c9f68a71e8909bc35d9705b1d0',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','29',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-28","sport":"swim"}',NULL,NULL,NULL,X'6ffe717101d966773dce0103033b24874eec06290394d275b81d6d550373979c',NULL,NULL);
INSERT INTO entries VALUES(29,2,X'01a220c9f6d272959d041de66d3624c4',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','29','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'ee03222f2deb4c5f9bd8760beada6e4d1e6601a90ab19dc7df159f7582af5860',NULL,NULL);
INSERT INTO entries VALUES(29,3,X'01a220c9f6f6701e86be5467d7b0aa2b',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','29','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'5679e8e0b79c638ed9c0fdbf67062dc212916a6b0d8f48309123c480a2f29258',NULL,NULL);
INSERT INTO entries VALUES(29,4,X'01a220c9f728732290501ec36469d033',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','57',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f99f7117b94f2a4c70ce7e91',X'be369ca2b4f3277023d1b1ee73035b995e94de313bfe1245b4ff2ca0b9cd70fe',X'f08ef9dff165dd39c1095440eccde1f2fce056c64583f882bfdbff9f3aa9a63c',NULL);
INSERT INTO entries VALUES(29,5,X'01a220c9f72970e5891c1bfdcddb2f03',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','58',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'816e882ecbef6401be8c1b18348896cac47e3f521a350b776dabaf13899f4c11',X'5fe858b80061a372a21d9f19b19a7835034d956e20a33d1f7ea33dd0829a48c1',NULL);
INSERT INTO entries VALUES(29,6,X'01a220c9f93e7272a4e46ec2dd3270f0',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','84',NULL,'{"bib":3,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'6f1853bd17233e7d34057c33eb959d991ab2a1552172000e51f757e6ffe209fc',X'3b37d8d2c6c3cc76ce3438183ab7876bf1e0c7f470df73f01b6712951be588bb',NULL);
INSERT INTO entries VALUES(29,7,X'01a220c9f99f7117b94f2a4c70ce7e91',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','57','{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f728732290501ec36469d033',NULL,X'2379f2f54b4eb415844cebaa2191b63c68e83615c726d635d51062719d153193',X'685bfa28102cd79cd55628bd307435e830e140c0544bf99a32440a84dba9b576',NULL);
INSERT INTO entries VALUES(30,1,X'01a220c9f68a71e8909bc35ebec01d42',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','30',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-29","sport":"swim"}',NULL,NULL,NULL,X'482e358c6aeb35d3f0caec7b8bce32ab4c2f9cb9e813290b926775788812cb8b',NULL,NULL);
INSERT INTO entries VALUES(30,2,X'01a220c9f6d272959d041de7a96fabf4',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','30','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'fa1043f58e67b8b8f5964dc4183baf45c67e896184913735df6369b171fa5c1c',NULL,NULL);
INSERT INTO entries VALUES(30,3,X'01a220c9f6f770cd83ebb5d6daf41431',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','30','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'3303549ea27d160d4565405597650d91d4027a6de92d16b92543be7187b65009',NULL,NULL);
INSERT INTO entries VALUES(30,4,X'01a220c9f72970e5891c1bfe23a6f005',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','59',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'47ff904589bc916edb36fae5f9c17195298a8b2810aecc0d6bd81fcfe506aa64',X'bb07a9a210f104077bbf8c2ce7efe2b0f51deca8de726c7fd7b37671b0cbbbcc',NULL);
INSERT INTO entries VALUES(30,5,X'01a220c9f72970e5891c1bffe157156e',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','60',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f9f8707ab7e49d935d63e86a',X'981727637fe31c4e0df170450ac3409cd9bc7715ce63f85a4598693cf1282172',X'1fa2dc9def389364776a63c747e7a89cfc46cc2d22e635767e72fa91c3f49c02',NULL);
INSERT INTO entries VALUES(30,6,X'01a220c9f94f7203a8843701bf2767bc',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','87',NULL,'{"color":"green","count":3,"name":"long"}','{"lanes":[89]}',NULL,NULL,X'baab555acfd54adee87da348f7deb01e3d4bb4f90bdc6e8e54a2087ac53f183d',NULL,NULL);
INSERT INTO entries VALUES(30,7,X'01a220c9f9f8707ab7e49d935d63e86a',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','60','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f72970e5891c1bffe157156e',NULL,X'fa2f0fd942fc05ef039962de0da47fd3faba221f8d115dba603566f8cca48ba4',X'cd7f6b8c171f9d8a8b9ca48db0352904554343b19d7ca9e52156434e4b6dad07',NULL);
INSERT INTO entries VALUES(31,1,X'01a220c9f68b7626b5eaeaaff8f0e777',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','31',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-30","sport":"swim"}',NULL,NULL,NULL,X'be1b220857d53a2a71f02aecfebed362b1f9941a98ae6fbd2b143105f010a0f3',NULL,NULL);
INSERT INTO entries VALUES(31,2,X'01a220c9f6d3711ba8bca71db65fc2c1',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','31','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'c2355c15084e4088705eed6e7d1663fc46d1c7cd52e43d4112741fe9e8762868',NULL,NULL);
INSERT INTO entries VALUES(31,3,X'01a220c9f6f87115ad6386d065b0e840',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','31','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'2989886119466d70e598b0c90c28555a3c45dc336a3efdf7ec3b671f291719a0',NULL,NULL);
INSERT INTO entries VALUES(31,4,X'01a220c9f72970e5891c1c0054bb663c',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','61',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'bcfc99fcf9bb8e7d7c21c1925bf0d4de34dfc036cc0087613036116741a8077d',X'ae1e0a12f1542bb19540e2ce3ffef7334e4a71945087bcb3bc60416c932c03f0',NULL);
INSERT INTO entries VALUES(31,5,X'01a220c9f72970e5891c1c0111ece875',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','62',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f8f077649acd5fbbf6c2b991',X'ce1ff6f6646bb23d9c399fc3cd2d6dad2ba833c266b76fa67a87bea94a2be9e5',X'205908152654b0bb9120adbf1ac11f54166e5ee7192ac7844bee48882699230d',NULL);
INSERT INTO entries VALUES(31,6,X'01a220c9f7cf718d9ddf3a508aade987',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.withdraw','player','61','{"left_at":null,"standing":"active"}','{"left_at":"2027-01-15T08:00:00.000Z","standing":"withdrawn"}',NULL,NULL,NULL,X'97d861e98d52da72a1732519ab57b2d740a016d0381b02e318ca938eb5769a00',NULL,NULL);
INSERT INTO entries VALUES(31,7,X'01a220c9f8f077649acd5fbbf6c2b991',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','62','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f72970e5891c1c0111ece875',X'01a220c9f96a7500b22273bf6a57a620',X'8b2b6ce440ce48df0f0d7dca2e0abedf6874f1d8b13a4b0f8af03a65090fba28',X'9f7fa14058b4f35530d86e1cd50c132cca5341d0b842ead12d39a5b00cee6b52',NULL);
INSERT INTO entries VALUES(31,8,X'01a220c9f96a7500b22273bf6a57a620',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.player.register','player','62',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,X'01a220c9f8f077649acd5fbbf6c2b991',NULL,X'ad38c82ecf45286f7480ee72458a43ac5e52a4f3ecb2ea4dbfdd3600b98d004c',X'fc6aeb468d2dfaf2163e75842b841acceb88e89656b55a5816a26e9589714af6',NULL);
INSERT INTO entries VALUES(32,1,X'01a220c9f68b7626b5eaeab04d26bead',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','32',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-31","sport":"swim"}',NULL,NULL,NULL,X'71d056248a9eb89d7d598135c7f5197f20f349eba0b031198aa5c960bcf62ad4',NULL,NULL);
INSERT INTO entries VALUES(32,2,X'01a220c9f6d3711ba8bca71e26eab890',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','32','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'59f362c2dbf8677d06f7367ff3c243f773e83d37f9b1f195d3ce0f1cfabea00e',NULL,NULL);
INSERT INTO entries VALUES(32,3,X'01a220c9f6fa70f3828aed48d8fb68e7',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','32','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'45493a5ad721a6e99d7b256a857e5eac8a5db10c38a7f62580cab602ff7194e3',NULL,NULL);
INSERT INTO entries VALUES(32,4,X'01a220c9f72a7674b896f3b59836387d',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','63',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'77007c8e7b1fef083cceadd4bfe588cd3d8f4de269ba02d51bad16f31defa188',X'd8082f0ed98d6f5bd44b8a4d886f99c22b740de0eabef7bfb6d717d32f89fe81',NULL);
INSERT INTO entries VALUES(32,5,X'01a220c9f72a7674b896f3b619a4aa4d',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','64',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'3d7e0ae292f712f92262f1372d838acbc238e4497efe8d8ca0aa1bfdbcc4db39',X'c834e57bc5f5b2e2056274d9747084c04abe1378d818711b6dee793130efd87b',NULL);
INSERT INTO entries VALUES(32,6,X'01a220c9f83c73a2a3701a5aa1fb3952',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','86',NULL,'{"color":"green","count":1,"name":"long"}','{"lanes":[87]}',NULL,NULL,X'32f4337841f90db83764799d06043fe81cf8e0bb6a3dcd2fbdbe93e2b4ba5f15',NULL,NULL);
INSERT INTO entries VALUES(32,7,X'01a220c9f8ec777b9fbc58f7c92a16fb',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','82',NULL,'{"bib":3,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'2a521a6eac7e13b2d2d33e3b1c69dcfbaaaf2e0476b253514b1b69e1d7b8ecf7',X'b4787ea159c2a7f1242e18cc03a6519ada53bcb197ca5b2c470183eec4d75774',NULL);
INSERT INTO entries VALUES(32,8,X'01a220c9f990710e9b5e64402be52ba9',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','85',NULL,'{"bib":4,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f9f97312a6beace599965291',X'dc4b9f7ca00d586192bb73dd4b4849ea783164b619d66d8ad1b2d8c60ea8f7f5',X'066b6ff8ffa99bf4b59fd60a3d3f65599ddf1f5bc89e8dbc2a0855056f530c8d',NULL);
INSERT INTO entries VALUES(32,9,X'01a220c9f9b17279a7ae95bcbf4d4852',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','86',NULL,'{"bib":5,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'd1a059b9444f1cb3ed8a9161b29f98cd4555da29d94b3d4f709fb7a2b82fe97f',X'81355cc68ab1377912f08fd4733a7e87e0cd0f073bd60baf95f94bb8f14b685b',NULL);
INSERT INTO entries VALUES(32,10,X'01a220c9f9f97312a6beace599965291',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','85','{"bib":4,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f990710e9b5e64402be52ba9',NULL,X'ba8ded0eb13216d35c467202257f297eb21c742970648d32bb1345cee6732916',X'9173c92db4be865d666c26e7dfd2abdc2a86bfda81a10691c13bc318f15d8af7',NULL);
INSERT INTO entries VALUES(32,11,X'01a220c9fa2f72638f9e47d1084f2344',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','86',NULL,'{"amount_minor":5,"currency":"EUR","kind":"entry_fee","method":"cash","payment":"01a220c9-fa12-7255-b619-a9c0f810fff8"}',NULL,NULL,NULL,X'3eb3c41469ebffa3ee8bfb082c550ff709813d373e930b52e157c032abd74b9e',X'6d58fcba8ea0cfca190b7f4cb55b1b0e1788533b311fc8bda633676bfdb4b5f6',NULL);
INSERT INTO entries VALUES(33,1,X'01a220c9f68b7626b5eaeab12edfbf18',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','33',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-32","sport":"swim"}',NULL,NULL,NULL,X'abd9c1dd1a9191aeaa567574be24427d690cbbfb5fe79224401ebba36d62f970',NULL,NULL);
INSERT INTO entries VALUES(33,2,X'01a220c9f6d3711ba8bca71ff4599a2f',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','33','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'bbecad2f92c770ef43e1e917673dc9e4c48a2eff6ade54fcd2a99161c2f1d781',NULL,NULL);
INSERT INTO entries VALUES(33,3,X'01a220c9f6fa70f3828aed492a903779',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','33','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'7c59d688eb12be588116ad94a0e16d574f7dc66724f46972b11388806c559fe9',NULL,NULL);
INSERT INTO entries VALUES(33,4,X'01a220c9f72a7674b896f3b761e65a6e',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','65',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f9ab7299a0a78e3dd8c241c0',X'6a88a180e1681d51f069551b4abd3d5039413a31705ece480552485ccdec4fb7',X'4f48a0c5a3e626eb7254d195d5308fc05454a5a03bec0aaba2135cc17a1066aa',NULL);
INSERT INTO entries VALUES(33,5,X'01a220c9f72a7674b896f3b83ab405d4',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','66',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'acf733ce807d21b155a358d6045b33d5db8c959206a2fc89b85bb9f376738dfc',X'fef70d6d89ba2feb25ff7fd33cab95b3a4ef7a22487d2efe5b4922cfa33d86de',NULL);
INSERT INTO entries VALUES(33,6,X'01a220c9f7db71f288539da2a03e2a4a',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.delete','pace_group','66','{"color":"yellow","count":2,"name":"fast"}',NULL,'{"lanes":[66]}',NULL,X'01a220c9f9637370a968eddc53b7d407',X'e689ad21c958001fcce4b4cc71942560abc3d0831cd3dc392952ca19e72513ba',NULL,NULL);
INSERT INTO entries VALUES(33,7,X'01a220c9f9637370a968eddc53b7d407',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.pace_group.delete','pace_group','66',NULL,'{"color":"yellow","count":2,"name":"fast"}','{"lanes":[66]}',X'01a220c9f7db71f288539da2a03e2a4a',NULL,X'e6159da74371697364fdcc60fc45211a8c8329916a2e0f04efa3b7c6df514167',NULL,NULL);
INSERT INTO entries VALUES(33,8,X'01a220c9f9ab7299a0a78e3dd8c241c0',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','65','{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f72a7674b896f3b761e65a6e',NULL,X'fc18e162337c506b8f9653106c6031a3ca7cae47d812c705295587fe374f6660',X'5330d43eb4291afdcae7488fe5cedae0d0b22fbf927b85109995f563789d06b1',NULL);
INSERT INTO entries VALUES(34,1,X'01a220c9f68b7626b5eaeab292fc69ea',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','34',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-33","sport":"swim"}',NULL,NULL,NULL,X'4e8249b12f6f369fcad606bb58192be173ca8ccbc74a17028a590a87268520f6',NULL,NULL);
INSERT INTO entries VALUES(34,2,X'01a220c9f6d3711ba8bca72069aca617',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','34','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'baf0d99bca29b7a5884926c31ccb6c196f452164e8bf2ae40f13a8c017b8f864',NULL,NULL);
INSERT INTO entries VALUES(34,3,X'01a220c9f6fb71918079d211022bb67a',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','34','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'373d28218d9f399b5a3f0105fd8a40b4021492691e214e75c7454b1459c1f4a6',NULL,NULL);
INSERT INTO entries VALUES(34,4,X'01a220c9f72a7674b896f3b9499a36f7',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','67',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'4104b5bfd376ec0eb7094b827fd014ad4464ebec2fd82f760bd147ae0ae5487a',X'bf93d137a251951592c4945d228ff3df3e13d03a6d48a4ab5d3470b5de979252',NULL);
INSERT INTO entries VALUES(34,5,X'01a220c9f72b71a9ac43e3a2b061c0dd',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','68',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'866a2ce6933cd1a2094a00cf304a54375c1057a0c9459b33b1a5402958014550',X'b545837f6a6e3e4cb5dcd4485f926d391505f7dbd83a675cd9add37bf3fb3d57',NULL);
INSERT INTO entries VALUES(34,6,X'01a220c9f7db71f288539da36541899c',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.update','pace_group','67','{"color":"red"}','{"color":"blue"}',NULL,NULL,NULL,X'd1dcff0134209e3e49f002156c8cb99213af1b7cf731baa4c9e709dd113fab67',NULL,NULL);
INSERT INTO entries VALUES(34,7,X'01a220c9f83c73a2a3701a5b130bb9e2',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','68','{"slot":null}','{"slot":{"pace_group":"fast","pace_group_id":68,"position":0}}',NULL,NULL,NULL,X'80f279a51a3ce79c9c6ffb0bafb570230f46ed1a427e7241afa55385ba0b4226',NULL,NULL);
INSERT INTO entries VALUES(34,8,X'01a220c9f8ca75728fea77ad49918c91',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.create','lane','88',NULL,'{"capacity":2,"lap_length_m":null,"name":"4","pace_group":"slow"}',NULL,NULL,NULL,X'f79626dfceda98f4952c8c1577f6748b2fa3690d00e8f2afb9fcb053a2ec857f',NULL,NULL);
INSERT INTO entries VALUES(34,9,X'01a220c9f95572f6a95f61c22765946e',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.update','pace_group','67','{"color":"blue"}','{"color":"green"}',NULL,NULL,X'01a220c9fa147019adbcf4c65855c2cf',X'3111f792f985e9f3e11e0eb64a0db887b156365be8e83762e72b496229d4ce1f',NULL,NULL);
INSERT INTO entries VALUES(34,10,X'01a220c9fa147019adbcf4c65855c2cf',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.pace_group.update','pace_group','67','{"color":"green"}','{"color":"blue"}',NULL,X'01a220c9f95572f6a95f61c22765946e',NULL,X'dd133deb0de2c64d0f9319a1f5c916565aae842e753e08cfbac61c758d04dbc3',NULL,NULL);
INSERT INTO entries VALUES(35,1,X'01a220c9f68c733cb0562762a68cf35d',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','35',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-34","sport":"swim"}',NULL,NULL,NULL,X'783030e6cc892705ecdb093bd33b5145f697b97935e00cd3d787b8e27a1f3123',NULL,NULL);
INSERT INTO entries VALUES(35,2,X'01a220c9f6d3711ba8bca721a01bcbf2',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','35','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'cf2a5a98847853b36154852248ad424c2d7f0e0975ae2c111a8ab0c3a0142989',NULL,NULL);
INSERT INTO entries VALUES(35,3,X'01a220c9f6fb71918079d212a990e667',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','35','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'9674008bd8f378fd68831ba517a3be23634f96e653e70e8917c9d8c3482c4714',NULL,NULL);
INSERT INTO entries VALUES(35,4,X'01a220c9f72b71a9ac43e3a3f323cf32',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','69',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'1bc4aa0781e0436e07e9a5252785031be987a4c1239b898d5ee282c272085930',X'3e7863c34fb359e12a49c9f538f6db143ef68922f1cc142e2dd3673a8e3ca50d',NULL);
INSERT INTO entries VALUES(35,5,X'01a220c9f72b71a9ac43e3a4c0305e7d',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','70',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'44f048cdd1a05a62e6fac5fb06737f0c156441d4fcce41c46ac629af3e6a8673',X'6dd5ae29c859c0d71b1d0069332ea2768d18f9238b3d09c0677a6dbcd0d94cc2',NULL);
INSERT INTO entries VALUES(35,6,X'01a220c9f84273079dc8588a4e3e9ef3',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','69',NULL,'{"count":1,"counted_at":"2027-01-15T08:00:00.001Z","distance_m":50,"lap":"01a220c9-f7f4-75bc-aa33-942987c79393"}',NULL,NULL,X'01a220c9f9a271d6bb1915a7d599b7f8',X'45c22aa81b2326570d19360359f2a87f392a3a77717491285586725cc63bb7f0',NULL,NULL);
INSERT INTO entries VALUES(35,7,X'01a220c9f8ee73299abe505d713d56f9',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','69',NULL,'{"count":1,"counted_at":"2027-01-15T08:00:00.000Z","distance_m":50,"lap":"01a220c9-f86e-7576-b149-4cd10a3b366d"}',NULL,NULL,NULL,X'0e8cb9f26a289803a6ebf14ff30220de2748d2908ad588474f43efdf10d6c4d3',NULL,NULL);
INSERT INTO entries VALUES(35,8,X'01a220c9f9a271d6bb1915a7d599b7f8',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lap.count','player','69','{"count":1,"counted_at":"2027-01-15T08:00:00.001Z","distance_m":50,"lap":"01a220c9-f7f4-75bc-aa33-942987c79393"}',NULL,NULL,X'01a220c9f84273079dc8588a4e3e9ef3',NULL,X'54acbb32174da72f63e720cee384b3cf3ace442feab251303b2982e29224ffcc',NULL,NULL);
INSERT INTO entries VALUES(36,1,X'01a220c9f68c733cb0562763962f457d',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','36',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-35","sport":"swim"}',NULL,NULL,NULL,X'2c58300575b010f722d874e7bb8aba56d737738eaa0d38ff3a883a8ca9d6d104',NULL,NULL);
INSERT INTO entries VALUES(36,2,X'01a220c9f6d3711ba8bca72206b53295',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','36','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'c47a1d394b1b06d926c0feb5cdbc02f37dd237847b9e57f1edd16685816fec15',NULL,NULL);
INSERT INTO entries VALUES(36,3,X'01a220c9f6fb71918079d213a904309d',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','36','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'8c7592bd27350fd17bd2ed0ae5a0546bc40ba324e607e6b96eeb9870a305a7db',NULL,NULL);
INSERT INTO entries VALUES(36,4,X'01a220c9f72b71a9ac43e3a5456802a6',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','71',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'c89b9e0a374ac28f633102e5892a25a264bfd5c38148f4c018b1ee12dddb09c3',X'090d4a4004288f47763b5cfa27b5d7cab095169b782decf0fac790764c091512',NULL);
INSERT INTO entries VALUES(36,5,X'01a220c9f72b71a9ac43e3a614632bbb',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','72',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f84b715899e93b928ea4f369',X'bd9bcadfec3a7462bc03f56198ea61d3372fe82e34b3ee29a6a55d4558c9677a',X'403c6a0e4219a9bab2705924dcf2f9832b16ece1be5da381ea04ef1e24666199',NULL);
INSERT INTO entries VALUES(36,6,X'01a220c9f7db71f288539da4f57489cc',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.hold','lap','01a220c9-f763-7752-8ad6-ae5958d49672',NULL,'{"reason":"before_start","state":"held"}','{"bib":2,"count":1,"counted_at":"2027-01-15T07:59:45.000Z"}',NULL,NULL,X'3a76b655956e632c6dfc4f61db82abbbdab0f383e00f36e64318d98740bbe101',NULL,NULL);
INSERT INTO entries VALUES(36,7,X'01a220c9f84b715899e93b928ea4f369',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.player.register','player','72','{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,X'01a220c9f72b71a9ac43e3a614632bbb',X'01a220c9f8fb758480885f24a9867ddc',X'c2290d536587d95211e48a399f4ddffdec9a092de6ff25e808b1e4fb8f1eae3e',X'7f35994d224594b7b9fe3cfa30154fc848c377710b79829f74b861cf8e6660dd',NULL);
INSERT INTO entries VALUES(36,8,X'01a220c9f8fb758480885f24a9867ddc',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.player.register','player','72',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,X'01a220c9f84b715899e93b928ea4f369',NULL,X'0614555b40e3da59b81043842dddad2540f8e5d59959696c796e98de058fc4da',X'19f4d8b092b8425442dae94ca643cfa59fa350e91904c40dae73a1472dd4ac30',NULL);
INSERT INTO entries VALUES(37,1,X'01a220c9f68c733cb05627645648d6ce',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','37',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-36","sport":"swim"}',NULL,NULL,NULL,X'a0bcaa1f9690a0ee3fb5f2124a617c3ef4feba3976f4ca293e0c8596e6ad3711',NULL,NULL);
INSERT INTO entries VALUES(37,2,X'01a220c9f6d3711ba8bca7232dd4c73e',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','37','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'e6d6138f5d32d7e93b2b5c986d4b04b8a88aad384aaa536af20be62125217823',NULL,NULL);
INSERT INTO entries VALUES(37,3,X'01a220c9f6fb71918079d2148aef5e0b',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','37','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'b7bc852fca9a17276233ab781d48696335d217ceccc6eb6d23879f2cf7f8d63f',NULL,NULL);
INSERT INTO entries VALUES(37,4,X'01a220c9f72c7448b38734b5d16c7cbe',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','73',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'f11a6201d3871c833ec5f0ca7bf606f01f0d2edc73e4038b3eae2c485187a1db',X'bdb2180ae27b8a3ec2ccd4e27e76f54c624e420e58b476d1f7b6808850c8741a',NULL);
INSERT INTO entries VALUES(37,5,X'01a220c9f72c7448b38734b6ed3480b9',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','74',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'e38d5773a1324031774c8e8aa61e6b098ad261f43d12b9e1d6f277de01e05a4a',X'8efda29b145d6629e370b68ba043846376b5833d5f1b21d76783a28817cd345f',NULL);
INSERT INTO entries VALUES(37,6,X'01a220c9f7d0750b821afb411c271447',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','74',NULL,'{"amount_minor":7,"currency":"EUR","kind":"entry_fee","method":"cash","payment":"01a220c9-f758-7362-9147-92b754d437df"}',NULL,NULL,NULL,X'a62caa6f8ca79e0197ae2043db251f527122b216477f94223693bdaa739546a6',NULL,NULL);
INSERT INTO entries VALUES(37,7,X'01a220c9f8347569ad7e1c46189aa70f',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','payment','01a220c9-f7e8-7299-951b-512034f63540',NULL,'{"amount_minor":12,"currency":"EUR","kind":"donation","method":"card","payment":"01a220c9-f7e8-7299-951b-512034f63540"}',NULL,NULL,X'01a220c9f8ef7117af101881d3995e70',X'5da992acb3452ebfb28855a05196c59fb39fa1ca9c2f8fa6f3cd368940e2c24d',NULL,NULL);
INSERT INTO entries VALUES(37,8,X'01a220c9f8ef7117af101881d3995e70',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.payment.take','payment','01a220c9-f7e8-7299-951b-512034f63540','{"amount_minor":12,"currency":"EUR","kind":"donation","method":"card","payment":"01a220c9-f7e8-7299-951b-512034f63540"}',NULL,NULL,X'01a220c9f8347569ad7e1c46189aa70f',NULL,X'1da631faac46cab2a4f8db604f2c8995343ca388c5075c93fd0e70d9b3a2fec4',NULL,NULL);
INSERT INTO entries VALUES(38,1,X'01a220c9f68c733cb0562765b9b3460c',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','38',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-37","sport":"swim"}',NULL,NULL,NULL,X'335041c38e2661f14b5029f565b5c41df06ee7257d445c01f385735fc63e5480',NULL,NULL);
INSERT INTO entries VALUES(38,2,X'01a220c9f6d4734689e733beb36bda91',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','38','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'b681f741744a107172ba2c77fdcc6617b5d670ffa3f404120c6f3daa84a58f7d',NULL,NULL);
INSERT INTO entries VALUES(38,3,X'01a220c9f6fc701b910c2cf06b71b162',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','38','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'ab015ccd34d06654541611d3448fbef341881ef6e681158fa14584bb68f89ac8',NULL,NULL);
INSERT INTO entries VALUES(38,4,X'01a220c9f72c7448b38734b70f9e10f9',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','75',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'c1cf97fca6b8170478b022e3479fe65793336e2ac275b50fc323830cc1ae8bda',X'048e27e79fb2045f6e4c1bf0878fc49090e60ffcbf6946d8fa5a2bb7611c7a05',NULL);
INSERT INTO entries VALUES(38,5,X'01a220c9f72c7448b38734b85cd1a3a1',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','76',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'aa873080e4f6139fb9a44a6a379946bbac71673638619c6bd7bd616b6f0989b9',X'3479bbadef210e23c2d7e03125a60994dad582df458f59646f05373c31267f29',NULL);
INSERT INTO entries VALUES(38,6,X'01a220c9f98d761aa7fbbbef906550c8',1800000000000,'admin',NULL,NULL,'admin',NULL,'payment.take','player','75',NULL,'{"amount_minor":7,"currency":"EUR","kind":"donation","method":"card","payment":"01a220c9-f979-7618-b281-f85720d06d1b"}',NULL,NULL,NULL,X'24b3b701677d85051d55b3512119c418120614a20f83cbc4790ab875f3a562de',NULL,NULL);
INSERT INTO entries VALUES(39,1,X'01a220c9f68d76af8cebcb292e486a4a',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','39',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-38","sport":"swim"}',NULL,NULL,NULL,X'7345195d2f725aef4f58d857519d4b1b378c1276eed14e48b8cb6d331c9911e0',NULL,NULL);
INSERT INTO entries VALUES(39,2,X'01a220c9f6d4734689e733bf726f6ce3',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','39','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'2375906dee1ef22654519981338324c130a368563cd22a7430152fefea3c96d8',NULL,NULL);
INSERT INTO entries VALUES(39,3,X'01a220c9f6fc701b910c2cf1e50b811d',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','39','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'49e2f0c9f8c161a2653e807a28583d7da7c469434cf029e9ac8bd1a2bcc1e242',NULL,NULL);
INSERT INTO entries VALUES(39,4,X'01a220c9f72d703fb4a61c1aa3af0b56',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','77',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'bfa2f7b7bea55e2cb57b368b6d65454ea24e33589109e95840bb46b0a7030339',X'ea0cba9481ed6e75b0f47980663e62ae720beacce94a3ac6cb0515933bcd39aa',NULL);
INSERT INTO entries VALUES(39,5,X'01a220c9f72d703fb4a61c1b197a5d7f',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','78',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'3b005f6797d81a400bfab059e14e1d2bf4a907476fe2c5c4deb8c9b4e543ee33',X'd1f1b8ee9d590eb007feaf60af98e0da4c96551922a1cd80a1eee3beb58a77c9',NULL);
INSERT INTO entries VALUES(39,6,X'01a220c9f8cb73479b57c510e6e0b853',1800000000000,'admin',NULL,NULL,'admin',NULL,'lane.assign','player','78','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":77,"position":0}}',NULL,NULL,X'01a220c9f9dd7396a65746f696109fe8',X'e60f2899777845c3f5efdfbd08e27703ad81158dba46da57b724270caa99ca74',NULL,NULL);
INSERT INTO entries VALUES(39,7,X'01a220c9f9dd7396a65746f696109fe8',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lane.assign','player','78','{"slot":{"pace_group":"slow","pace_group_id":77,"position":0}}','{"slot":null}',NULL,X'01a220c9f8cb73479b57c510e6e0b853',X'01a220c9fa3d70188e1d3295a47a73c3',X'467a2816a2650a8ce842f0ac23f6a1ce28d0f1604c4279ba987cc16bc5f6c32f',NULL,NULL);
INSERT INTO entries VALUES(39,8,X'01a220c9fa3d70188e1d3295a47a73c3',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.undo.lane.assign','player','78','{"slot":null}','{"slot":{"pace_group":"slow","pace_group_id":77,"position":0}}',NULL,X'01a220c9f9dd7396a65746f696109fe8',NULL,X'9764ca25aa5ec0d3dd39229fff640bc92541eb0f10c266e0cb624611cb5d35c0',NULL,NULL);
INSERT INTO entries VALUES(40,1,X'01a220c9f68d76af8cebcb2afeb4d868',1800000000000,'admin',NULL,NULL,'admin',NULL,'event.create','event','40',NULL,'{"currency":"EUR","lap_length_m":50,"laps_per_tap":1,"name":"24 h Seebad","pace_groups":[{"count":3,"name":"slow"},{"count":2,"name":"fast"}],"placement":"optional","slug":"play-39","sport":"swim"}',NULL,NULL,NULL,X'cb5d3eaa380c82984513e19255a8f842893aac200ae1b3646a35e58ad9c993c7',NULL,NULL);
INSERT INTO entries VALUES(40,2,X'01a220c9f6d4734689e733c00b65d434',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.open','clock','40','{"finished_at":null,"spans":[],"started_at":null,"state":"draft"}','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"at":"2027-01-15T08:00:00.000Z"}',NULL,NULL,X'0f82cd8557c1f2513154042c924a9e953e955750548fb4af605683c425b2e16d',NULL,NULL);
INSERT INTO entries VALUES(40,3,X'01a220c9f6fc701b910c2cf2a4422806',1800000000000,'admin',NULL,NULL,'admin',NULL,'clock.start','clock','40','{"finished_at":null,"spans":[],"started_at":null,"state":"open"}','{"finished_at":null,"spans":[{"from":"2027-01-15T07:59:50.000Z","to":null}],"started_at":"2027-01-15T07:59:50.000Z","state":"running"}','{"at":"2027-01-15T07:59:50.000Z"}',NULL,NULL,X'91cd2ac28687f2a0f9c8da694b5904422e9c30fecc206e513c16609d76b5ee1e',NULL,NULL);
INSERT INTO entries VALUES(40,4,X'01a220c9f72d703fb4a61c1c0dedcd9b',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','79',NULL,'{"bib":1,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'68ef3d5d2e6985ce90885c18702216b2adacb377290c66618db97320ce01f2f1',X'd07bc4c97f3364c5e3dfb16d458922dcb100ef24d15d872398de0ca8a3319ede',NULL);
INSERT INTO entries VALUES(40,5,X'01a220c9f72d703fb4a61c1d56241877',1800000000000,'admin',NULL,NULL,'admin',NULL,'player.register','player','80',NULL,'{"bib":2,"category":null,"night_permission":false,"standing":"active","team":null}',NULL,NULL,NULL,X'23a610896d19100f4b1d1e55740f94cdf2c94b6fa711da1825b27aaf0cbf0eba',X'4bc17183cc7825b7c859d27aee950e5b650aa30c061ee236fbe829fe300208eb',NULL);
INSERT INTO entries VALUES(40,6,X'01a220c9f7dc710cb2de215340c99daf',1800000000000,'admin',NULL,NULL,'admin',NULL,'pace_group.create','pace_group','83',NULL,'{"color":"green","count":3,"name":"mid"}','{"lanes":[84]}',NULL,X'01a220c9f96576c59d19dbc2441be3f4',X'3a3e9a6ddfcae1eed69c2b81cc53e4ebbb5a85c622f616c909f97ecd76fd5de9',NULL,NULL);
INSERT INTO entries VALUES(40,7,X'01a220c9f8ec777b9fbc58f8009ecef7',1800000000000,'admin',NULL,NULL,'admin',NULL,'lap.count','player','80',NULL,'{"count":1,"counted_at":"2027-01-15T08:00:00.001Z","distance_m":50,"lap":"01a220c9-f86c-7687-a629-367c8d23e213"}',NULL,NULL,X'01a220c9fa327510ac378ccb0784ce9d',X'd175c02276ef85ebd468b89f465c824b77cfcd23e75d56ca411bf86bda1b717e',NULL,NULL);
INSERT INTO entries VALUES(40,8,X'01a220c9f96576c59d19dbc2441be3f4',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.pace_group.create','pace_group','83','{"color":"green","count":3,"name":"mid"}',NULL,'{"lanes":[84]}',X'01a220c9f7dc710cb2de215340c99daf',NULL,X'897fe7006ace3331b7f05b3981c77dadcc42a96957c99ec381448b83ce8ecd80',NULL,NULL);
INSERT INTO entries VALUES(40,9,X'01a220c9fa327510ac378ccb0784ce9d',1800000000000,'admin',NULL,NULL,'admin',NULL,'undo.lap.count','player','80','{"count":1,"counted_at":"2027-01-15T08:00:00.001Z","distance_m":50,"lap":"01a220c9-f86c-7687-a629-367c8d23e213"}',NULL,NULL,X'01a220c9f8ec777b9fbc58f8009ecef7',NULL,X'bd102a7d932aae9eaac79d849eb52f9d5615e5a5761e2512e28c163f78aa8a0e',NULL,NULL);
CREATE TABLE entry_people (
    entry_id       BLOB PRIMARY KEY,
    player_id      INTEGER NOT NULL,
    previous_state TEXT,
    new_state      TEXT
, salt BLOB, reason TEXT) STRICT, WITHOUT ROWID;
INSERT INTO entry_people VALUES(X'01a220c9f7107318b36e74b5daa5894f',1,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'6d0c2d483fbca89750773cf6cf08d2e5',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71176db96cb13421596564c',2,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'f9d136744a7e880618552c31028db03e',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71176db96cb1343f736d0c9',3,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'1c2fc264b3b42a8197e082cda9333447',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71176db96cb1344f0e45b05',4,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'55688a8abe361c76eba587082bb0094f',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7127599991a18de904aabd6',5,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'963f850a939fb5ffc57fd7b60adee490',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7127599991a18dff4e73e27',6,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'e64fa7e441512917090ac0cad60034f7',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7127599991a18e08608d3b5',7,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'5eda17b13d73c0c3c45ebd1e5245b9e0',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7127599991a18e177523f24',8,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b5db38dae8bfd27a186936d2cab6db3a',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71371219112109ff1dbaa3d',9,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'ca77e418239defe1782db6c059afbbfe',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7137121911210a0cdf4b94e',10,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'bcac74109728aff75a4a0bf78c7911bc',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7137121911210a164383269',11,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'e65aa583c19163d9d853b5d31493e169',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7147486a7b611c478f808e5',12,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b4bada47433a68f8fdd52fd4fc11a980',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71575f9a0773ec91ccd1905',13,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b799b448ebed3f7827654e0b3ef917bc',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71575f9a0773eca61d12aca',14,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'043a2b2aec80eb6602bb1dc1e61e4664',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7167043a923706071287c9f',15,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'718db3acb48c004730bc7d91d7fa29fb',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7167043a9237061f382ca38',16,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'd8b68ac555422a879815eb2f7892f526',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7167043a92370620afae7f4',17,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'023ed77f0d180c89d7be489758a39749',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7167043a9237063a335179b',18,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'a1819f8b4f5f409529b77161b1014006',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71774138ae3b4922feeb62b',19,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'c01cc539444bf12194713d121e8ff595',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71774138ae3b49331a09068',20,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'4dd97c4e8121e9ae2d11c6f11e8c504c',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71774138ae3b494af3371c9',21,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'07052f80879e554912f027ae3a609ed1',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71774138ae3b4956bc4d141',22,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'acf8517a639cbc0f4507eefefb823114',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71875309e00105be59ef62b',23,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'8bb27a04d51c4c4b3db9ecbb7da86a38',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71875309e00105c6cafe86d',24,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b230de39e044e5ea56b79b234744c103',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71875309e00105de0969814',25,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'66085337ea2f44d0bfd87f02c79bb8e4',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f71875309e00105eba7aab67',26,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'75d73a9ee6ab7c456be4a4e93ad1566c',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f719726596b1a6650fbd3fd4',27,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'9fbc8c9c3fd7a72e93b560cb388ef705',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f719726596b1a666abc4bc19',28,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'0fbebfffd4994eea47f7f24518a7bcaa',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f720759c822d2f43abf464d0',29,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'fdc446b2f296aec2ccb78c2a3babe199',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72175dca6858d67d1f11c89',30,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'dad852520120ffc3b004277adc6d9857',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72277f6947e5ff1742a0b26',31,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'391917346ceb4c4d09e4b3198a65c3d7',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72277f6947e5ff2dc45c5d5',32,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'46d5fdfee970cbcfc370ad8e8400bb46',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72277f6947e5ff38de6cd63',33,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'60895268e98a8f37b7c64d9e7a5e131d',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72371b785d9efa73eba65d9',34,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'cbe1961e6e9b8bade8a875679d18dbf5',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72371b785d9efa8e59818d7',35,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'992eb4576575b65df5c15334ee858df7',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72470eda8529bea568e2489',36,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'1832e40783f62a20766203e172540f5d',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72470eda8529beb3ab4578e',37,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'8ac2c0dff0bc4f8f761f6eeddeebb08c',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72470eda8529bec0b00c9d1',38,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'f7ec32bc8a4a5e3c04fd84c929620261',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72470eda8529bed2b03fdd6',39,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b4f194697c9c83ef41e8bc1823b7e40e',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72574b7b16f2f9e25e27ab8',40,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b11fa8c079eed3805c09ccaa6667983a',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72574b7b16f2f9f9c2db106',41,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'0b21b7a6eff1a8bc297b68a490888018',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72574b7b16f2fa045d5467d',42,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'014ecd7b8511d5eff375a3ac710efbf1',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72574b7b16f2fa1a5f4a91a',43,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'f9f79043f612c2cf8e24d48a608356f3',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72670518dd60e17ad8fa389',44,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'0730a324bed7f30b68d8e68c47a2e8b8',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72670518dd60e18f70ae029',45,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'663d0f33572e8877032e79d12fced8f1',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72670518dd60e19dc3a5bd4',46,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'42897c8acb4d487137e75dd7d6bbc33b',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72670518dd60e1a293feab8',47,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b00b5cac56738b931813657bc2a47e6a',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72670518dd60e1b4390558f',48,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'5ef3c9856337e09bce2ca0f5e16df5eb',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f727749b9cffffcbbe2b428e',49,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'e26406ecd3e631a12d882c1fe0394341',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f727749b9cffffcc6f227b72',50,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'1735ad6f76fb57cdfdf451ea14d1ce17',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f727749b9cffffcd5836b6c0',51,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'65ae9fc4f69f2973f5d682303f416db5',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f727749b9cffffcedfba89e6',52,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'f01b81849e290bd3cfa81574fe232c85',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f727749b9cffffcfb834bb4b',53,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'2a2e7efda38f166a0de3f292d543d21e',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f728732290501ec03050d877',54,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'30774b119e2e7060c8a594330d768896',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f728732290501ec1ae857e48',55,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'6e763c7afe158757c9363e269aab752a',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f728732290501ec2d526eddb',56,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'571a1d613ac94007e5cfe438aa077607',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f728732290501ec36469d033',57,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'5786a0a76fd75ef7a086b631c8fc0cc7',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72970e5891c1bfdcddb2f03',58,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b84f4a73c5f6cb6e2834689e931df5af',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72970e5891c1bfe23a6f005',59,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'4bd660816e65207e9128de0a1bdc3f8f',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72970e5891c1bffe157156e',60,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'8703978ddc4790bfd622ef5733138a8b',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72970e5891c1c0054bb663c',61,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'959815b8f96aea149cf534b7574733ba',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72970e5891c1c0111ece875',62,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'901d3c5a21a5077e60345f8dbf9b29d2',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72a7674b896f3b59836387d',63,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'0456c14b4d5676aaad092d572a6b0bab',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72a7674b896f3b619a4aa4d',64,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'b4e3aa4aa69650044eb4bdf4f58099a0',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72a7674b896f3b761e65a6e',65,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'ac4f80f82f3e1d2dd9e764cac9b11f9d',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72a7674b896f3b83ab405d4',66,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'6d2322065a73cbc73e59ef52ff40b6e1',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72a7674b896f3b9499a36f7',67,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'f23f08dadfe0333da96f67037608b554',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72b71a9ac43e3a2b061c0dd',68,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'7e846208d8ccd467d45273cc87836759',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72b71a9ac43e3a3f323cf32',69,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'67f8a357bc6a0a092cd905650c645e64',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72b71a9ac43e3a4c0305e7d',70,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'6a720ce9c4bc4e21393cda1aea72dd02',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72b71a9ac43e3a5456802a6',71,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'19a34592158bcc8b8b7d3acbbc5eefe2',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72b71a9ac43e3a614632bbb',72,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'9f613e86cf997d5ce240937741825af8',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72c7448b38734b5d16c7cbe',73,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'4690939be8c3ac80053eac93beb5c779',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72c7448b38734b6ed3480b9',74,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'c0ba4df8bf654ed976aaa8265391accd',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72c7448b38734b70f9e10f9',75,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'35e7767a91a692e63c3784fb5c0baa3d',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72c7448b38734b85cd1a3a1',76,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'dc571e7677809bf6fd1318da679e1b6b',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72d703fb4a61c1aa3af0b56',77,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'ee183c7f0b8459a87fd758f570453456',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72d703fb4a61c1b197a5d7f',78,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'5facb406a6b819877b2848c6da2595c7',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72d703fb4a61c1c0dedcd9b',79,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'12bfd5965958a07118f480b07611bfb6',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f72d703fb4a61c1d56241877',80,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'e577f915d91c6e94970e9ee499a10b8e',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7b570f89d9ce3316afd1c89',10,NULL,'{"note":"a note"}',X'd3eeabf9599ede0a9662d8b3213dfa93',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7c670aebce9f6e852f58b5a',14,'{"name":"Name 0"}','{"name":"Name 2"}',X'e73cbe9070dacd8519ae04662f9b9cba',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7cd71d395162ceb6446616a',55,NULL,NULL,X'f371afe1f5953f0a2860c4d839f34f04','recount');
INSERT INTO entry_people VALUES(X'01a220c9f7d173e3a19a6554903c8846',17,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'18c3d70214821606225d287e9bd25596',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7d2726faefe7feaf82b33eb',6,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'8d13ff1a9ae62e4f7cfc4293ffec357b',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f7dd71d6b4604eb5449b8a2b',54,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'17d17a8fcaa16f67f7e8796c3f6c1c4f',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f82d7169b46a5fdc0a34c2f7',81,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'e8b7cb7641edbc6637d05074d7fe1dce',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f82d7169b46a5fdddca2b324',51,NULL,NULL,X'4869f92ee23845a24d0381a46e0dc7e3','recount');
INSERT INTO entry_people VALUES(X'01a220c9f83376e9a1b5d3569877f94e',55,NULL,NULL,X'e848f7e93526379c83d8974b000c917d','recount');
INSERT INTO entry_people VALUES(X'01a220c9f8497494804f6e694bc260e1',24,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'cb27a2dfb766a44940929c73c4b0cc81',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f8497494804f6e6b6887dfb4',50,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'c36a35a9d5c8e19db418c12fe2a0df5d',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f84b715899e93b928ea4f369',72,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'6806903c828beeabc2a426b82ea73d8f',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f84c72b49271294ee66f0933',6,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'9529bcf0004adc1299bcbdb4087f56df',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f86f70518cfeb6abf9d23b9c',3,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'8d2386e19f445ebf9a854a234732447d',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f8ec777b9fbc58f7c92a16fb',82,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'25ccd796eb3f58757bdd7144f1d23880',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f8ed766795a800703dab4527',5,NULL,NULL,X'f75bbf93dd01ecd1c887b8537af78421','recount');
INSERT INTO entry_people VALUES(X'01a220c9f8ef7117af101882dce70a23',8,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'ea518bbf39effde1b86272794567e173',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f8f077649acd5fba431ec731',42,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'77884b5e16ce41ecc5e7cf216698e5a1',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f8f077649acd5fbbf6c2b991',62,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'6c94df26a6d182eb9d731cfcde00891d',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f8f077649acd5fbce23cf3fa',32,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'0908352a2a5dd87dd77d925328f7a807',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f8fb758480885f24a9867ddc',72,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'f1e4018a8176fd57d453917cdc6c5809',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f90c7286abcb3e9dce690c3c',83,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'f89c041391ba98a68341bf2685d1dde1',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f93e7272a4e46ec2dd3270f0',84,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'305cd7a8ebe565e948c4f14fa32b463e',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f96277aab8683ddba08edcf5',16,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'01ff526e3389c4e6c8018bb330728841',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f96277aab8683ddc7f62fdd2',10,'{"note":"a note"}',NULL,X'bbdfa84afd06637090245520897ee8f7',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f96874e1bcfe84a16ddb5e34',7,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'75aa8d5760919b87bde8d39479fc3415',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f96a7500b22273bf6a57a620',62,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'4b88c9bb2c9a7cd503f056d78b78b2ca',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f990710e9b5e64402be52ba9',85,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'979da9af55b109fef6078614975f9938',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f99577feaac1d917bfd50024',31,NULL,NULL,X'b480a31d4680d755962ab45a2f953cc9','recount');
INSERT INTO entry_people VALUES(X'01a220c9f99f7117b94f2a4c70ce7e91',57,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'41bc8bd9438b47d05f1e862e198ae270',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9a972058a0c95f147e572e1',3,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'dd0c16fe50f7c3605aa71297e9e36d58',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9aa72859367e2f9c4aa90db',42,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'2dd110108403fb1bc5e5e3a4e1dfece5',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9ab7299a0a78e3dd8c241c0',65,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'dd87c0d29f0dad612b9affef8a46eb66',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9b17279a7ae95bcbf4d4852',86,NULL,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',X'cd509dc84a4a671491f730f87c0405e5',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9cc77939e71fd0ef70fd765',35,NULL,'{"note":"a note"}',X'0269ceedf7d1579810cef66f40f3d5e9',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9f775cba48d8b1b81c388bf',45,NULL,'{"note":"a note"}',X'69f8c656e1730348e036aa3888db09e6',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9f8707ab7e49d935d63e86a',60,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'42fe919c63128807fbb8cf0572f76bc1',NULL);
INSERT INTO entry_people VALUES(X'01a220c9f9f97312a6beace599965291',85,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'ca37182e26770e9cdeb0f2179436960e',NULL);
INSERT INTO entry_people VALUES(X'01a220c9fa2f72638f9e47d1084f2344',86,NULL,'{"note":"a note"}',X'38b9125a4a6171ffb940570dda1c6e89',NULL);
INSERT INTO entry_people VALUES(X'01a220c9fa337498abf26304c2bb50fc',48,'{"age":null,"birth_date":null,"birth_year":null,"gender":null,"hide_name":false,"name":"Name 0"}',NULL,X'56623562bea71850e52c2ab6bc2819f1',NULL);
CREATE TABLE pace_groups (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    no       INTEGER NOT NULL,
    name     TEXT NOT NULL,
    color    TEXT NOT NULL,
    count    INTEGER NOT NULL CHECK (count > 0), removed_at INTEGER,
    UNIQUE (event_id, name)
) STRICT;
INSERT INTO pace_groups VALUES(1,1,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(2,1,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(3,2,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(4,2,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(5,3,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(6,3,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(7,4,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(8,4,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(9,5,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(10,5,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(11,6,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(12,6,1,'fast','yellow',3,NULL);
INSERT INTO pace_groups VALUES(13,7,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(14,7,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(15,8,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(16,8,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(17,9,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(18,9,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(19,10,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(20,10,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(21,11,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(22,11,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(23,12,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(24,12,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(25,13,0,'slow','red',2,NULL);
INSERT INTO pace_groups VALUES(26,13,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(27,14,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(28,14,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(29,15,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(30,15,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(31,16,0,'slow','red',2,NULL);
INSERT INTO pace_groups VALUES(32,16,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(33,17,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(34,17,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(35,18,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(36,18,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(37,19,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(38,19,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(39,20,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(40,20,1,'fast','yellow',2,1800000000000);
INSERT INTO pace_groups VALUES(41,21,0,'slow','red',5,NULL);
INSERT INTO pace_groups VALUES(42,21,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(43,22,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(44,22,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(45,23,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(46,23,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(47,24,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(48,24,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(49,25,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(50,25,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(51,26,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(52,26,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(53,27,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(54,27,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(55,28,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(56,28,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(57,29,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(58,29,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(59,30,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(60,30,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(61,31,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(62,31,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(63,32,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(64,32,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(65,33,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(66,33,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(67,34,0,'slow','blue',5,NULL);
INSERT INTO pace_groups VALUES(68,34,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(69,35,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(70,35,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(71,36,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(72,36,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(73,37,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(74,37,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(75,38,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(76,38,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(77,39,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(78,39,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(79,40,0,'slow','red',3,NULL);
INSERT INTO pace_groups VALUES(80,40,1,'fast','yellow',2,NULL);
INSERT INTO pace_groups VALUES(81,10,2,'mid','green',1,NULL);
INSERT INTO pace_groups VALUES(82,21,2,'mid','green',2,NULL);
INSERT INTO pace_groups VALUES(83,40,2,'mid','green',3,1800000000000);
INSERT INTO pace_groups VALUES(84,13,2,'long','green',1,1800000000000);
INSERT INTO pace_groups VALUES(85,17,2,'long','green',3,1800000000000);
INSERT INTO pace_groups VALUES(86,32,2,'long','green',1,NULL);
INSERT INTO pace_groups VALUES(87,30,2,'long','green',3,NULL);
INSERT INTO pace_groups VALUES(88,21,3,'long','blue',3,NULL);
CREATE TABLE lanes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id      INTEGER NOT NULL REFERENCES events (id),
    pace_group_id INTEGER NOT NULL REFERENCES pace_groups (id),
    no            INTEGER NOT NULL,
    name          TEXT NOT NULL,
    capacity      INTEGER NOT NULL CHECK (capacity > 0),
    lap_length_mm INTEGER
, removed_at INTEGER, counters TEXT NOT NULL DEFAULT 'together' CHECK (counters IN ('together', 'independent')), lead_device INTEGER REFERENCES devices (id)) STRICT;
INSERT INTO lanes VALUES(1,1,1,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(2,1,2,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(3,2,3,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(4,2,4,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(5,3,5,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(6,3,6,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(7,4,7,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(8,4,8,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(9,5,9,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(10,5,10,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(11,6,11,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(12,6,12,1,'1',3,25000,NULL,'together',NULL);
INSERT INTO lanes VALUES(13,7,13,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(14,7,14,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(15,8,15,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(16,8,16,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(17,9,17,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(18,9,18,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(19,10,19,0,'2',3,33000,NULL,'together',NULL);
INSERT INTO lanes VALUES(20,10,20,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(21,11,21,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(22,11,22,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(23,12,23,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(24,12,24,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(25,13,25,0,'slow',2,25000,NULL,'together',NULL);
INSERT INTO lanes VALUES(26,13,26,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(27,14,27,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(28,14,28,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(29,15,29,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(30,15,30,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(31,16,31,0,'slow',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(32,16,32,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(33,17,33,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(34,17,34,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(35,18,35,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(36,18,36,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(37,19,37,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(38,19,38,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(39,20,39,0,'mid',3,33000,NULL,'together',NULL);
INSERT INTO lanes VALUES(40,20,40,1,'fast',2,NULL,1800000000000,'together',NULL);
INSERT INTO lanes VALUES(41,21,41,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(42,21,42,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(43,22,43,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(44,22,44,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(45,23,45,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(46,23,46,1,'fast',2,33000,NULL,'together',NULL);
INSERT INTO lanes VALUES(47,24,47,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(48,24,48,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(49,25,49,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(50,25,50,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(51,26,51,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(52,26,52,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(53,27,53,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(54,27,54,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(55,28,55,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(56,28,56,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(57,29,57,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(58,29,58,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(59,30,59,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(60,30,60,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(61,31,61,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(62,31,62,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(63,32,63,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(64,32,64,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(65,33,65,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(66,33,66,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(67,34,67,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(68,34,68,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(69,35,69,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(70,35,70,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(71,36,71,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(72,36,72,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(73,37,73,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(74,37,74,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(75,38,75,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(76,38,76,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(77,39,77,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(78,39,78,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(79,40,79,0,'slow',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(80,40,80,1,'fast',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(81,10,81,2,'mid',1,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(82,14,27,0,'2',2,NULL,1800000000000,'together',NULL);
INSERT INTO lanes VALUES(83,21,82,2,'mid',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(84,40,83,2,'mid',3,NULL,1800000000000,'together',NULL);
INSERT INTO lanes VALUES(85,13,84,2,'long',1,NULL,1800000000000,'together',NULL);
INSERT INTO lanes VALUES(86,17,85,2,'long',3,NULL,1800000000000,'together',NULL);
INSERT INTO lanes VALUES(87,32,86,2,'long',1,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(88,34,67,0,'4',2,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(89,30,87,2,'long',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(90,21,88,3,'long',3,NULL,NULL,'together',NULL);
INSERT INTO lanes VALUES(91,21,41,0,'3',2,NULL,NULL,'together',NULL);
CREATE TABLE players (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id      INTEGER NOT NULL REFERENCES events (id),
    bib           INTEGER NOT NULL CHECK (bib > 0),
    name          TEXT NOT NULL,
    birth_date    TEXT,
    birth_year    INTEGER,
    age           INTEGER,
    gender        TEXT,
    category      TEXT,
    team          TEXT,
    hide_name     INTEGER NOT NULL CHECK (hide_name IN (0, 1)),
    registered_at INTEGER NOT NULL, standing TEXT NOT NULL DEFAULT 'active'
    CHECK (standing IN ('active', 'withdrawn', 'disqualified', 'deleted')), left_at INTEGER, erased_at INTEGER, night_permission INTEGER NOT NULL DEFAULT 0 CHECK (night_permission IN (0, 1)),
    UNIQUE (event_id, bib)
) STRICT;
INSERT INTO players VALUES(1,1,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(2,1,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'disqualified',1800000000000,NULL,0);
INSERT INTO players VALUES(3,2,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(4,2,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(5,3,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(6,3,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(7,4,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(8,4,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(9,5,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(10,5,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(11,6,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(12,6,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(13,7,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(14,7,2,'Name 2',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(15,8,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(16,8,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(17,9,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(18,9,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(19,10,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(20,10,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(21,11,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(22,11,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(23,12,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(24,12,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(25,13,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(26,13,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(27,14,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(28,14,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(29,15,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(30,15,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(31,16,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(32,16,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(33,17,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',1800000000000,NULL,0);
INSERT INTO players VALUES(34,17,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(35,18,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'withdrawn',1800000000000,NULL,0);
INSERT INTO players VALUES(36,18,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'disqualified',1800000000000,NULL,0);
INSERT INTO players VALUES(37,19,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(38,19,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(39,20,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(40,20,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(41,21,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(42,21,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(43,22,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(44,22,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(45,23,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(46,23,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(47,24,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(48,24,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(49,25,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'withdrawn',1800000000000,NULL,0);
INSERT INTO players VALUES(50,25,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(51,26,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'disqualified',1800000000000,NULL,0);
INSERT INTO players VALUES(52,26,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'disqualified',1800000000000,NULL,0);
INSERT INTO players VALUES(53,27,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(54,27,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(55,28,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(56,28,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(57,29,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(58,29,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(59,30,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(60,30,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(61,31,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'withdrawn',1800000000000,NULL,0);
INSERT INTO players VALUES(62,31,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(63,32,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(64,32,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(65,33,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(66,33,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(67,34,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(68,34,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(69,35,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(70,35,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(71,36,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(72,36,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(73,37,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(74,37,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(75,38,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(76,38,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(77,39,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(78,39,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(79,40,1,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(80,40,2,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(81,18,3,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(82,32,3,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(83,1,3,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(84,29,3,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
INSERT INTO players VALUES(85,32,4,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'deleted',NULL,NULL,0);
INSERT INTO players VALUES(86,32,5,'Name 0',NULL,NULL,NULL,NULL,NULL,NULL,0,1800000000000,'active',NULL,NULL,0);
CREATE TABLE bibs (
    event_id  INTEGER NOT NULL REFERENCES events (id),
    bib       INTEGER NOT NULL,
    player_id INTEGER NOT NULL REFERENCES players (id),
    PRIMARY KEY (event_id, bib)
) STRICT, WITHOUT ROWID;
INSERT INTO bibs VALUES(1,1,1);
INSERT INTO bibs VALUES(1,2,2);
INSERT INTO bibs VALUES(1,3,83);
INSERT INTO bibs VALUES(2,1,3);
INSERT INTO bibs VALUES(2,2,4);
INSERT INTO bibs VALUES(3,1,5);
INSERT INTO bibs VALUES(3,2,6);
INSERT INTO bibs VALUES(4,1,7);
INSERT INTO bibs VALUES(4,2,8);
INSERT INTO bibs VALUES(5,1,9);
INSERT INTO bibs VALUES(5,2,10);
INSERT INTO bibs VALUES(6,1,11);
INSERT INTO bibs VALUES(6,2,12);
INSERT INTO bibs VALUES(7,1,13);
INSERT INTO bibs VALUES(7,2,14);
INSERT INTO bibs VALUES(8,1,15);
INSERT INTO bibs VALUES(8,2,16);
INSERT INTO bibs VALUES(9,1,17);
INSERT INTO bibs VALUES(9,2,18);
INSERT INTO bibs VALUES(10,1,19);
INSERT INTO bibs VALUES(10,2,20);
INSERT INTO bibs VALUES(11,1,21);
INSERT INTO bibs VALUES(11,2,22);
INSERT INTO bibs VALUES(12,1,23);
INSERT INTO bibs VALUES(12,2,24);
INSERT INTO bibs VALUES(13,1,25);
INSERT INTO bibs VALUES(13,2,26);
INSERT INTO bibs VALUES(14,1,27);
INSERT INTO bibs VALUES(14,2,28);
INSERT INTO bibs VALUES(15,1,29);
INSERT INTO bibs VALUES(15,2,30);
INSERT INTO bibs VALUES(16,1,31);
INSERT INTO bibs VALUES(16,2,32);
INSERT INTO bibs VALUES(17,1,33);
INSERT INTO bibs VALUES(17,2,34);
INSERT INTO bibs VALUES(18,1,35);
INSERT INTO bibs VALUES(18,2,36);
INSERT INTO bibs VALUES(18,3,81);
INSERT INTO bibs VALUES(19,1,37);
INSERT INTO bibs VALUES(19,2,38);
INSERT INTO bibs VALUES(20,1,39);
INSERT INTO bibs VALUES(20,2,40);
INSERT INTO bibs VALUES(21,1,41);
INSERT INTO bibs VALUES(21,2,42);
INSERT INTO bibs VALUES(22,1,43);
INSERT INTO bibs VALUES(22,2,44);
INSERT INTO bibs VALUES(23,1,45);
INSERT INTO bibs VALUES(23,2,46);
INSERT INTO bibs VALUES(24,1,47);
INSERT INTO bibs VALUES(24,2,48);
INSERT INTO bibs VALUES(25,1,49);
INSERT INTO bibs VALUES(25,2,50);
INSERT INTO bibs VALUES(26,1,51);
INSERT INTO bibs VALUES(26,2,52);
INSERT INTO bibs VALUES(27,1,53);
INSERT INTO bibs VALUES(27,2,54);
INSERT INTO bibs VALUES(28,1,55);
INSERT INTO bibs VALUES(28,2,56);
INSERT INTO bibs VALUES(29,1,57);
INSERT INTO bibs VALUES(29,2,58);
INSERT INTO bibs VALUES(29,3,84);
INSERT INTO bibs VALUES(30,1,59);
INSERT INTO bibs VALUES(30,2,60);
INSERT INTO bibs VALUES(31,1,61);
INSERT INTO bibs VALUES(31,2,62);
INSERT INTO bibs VALUES(32,1,63);
INSERT INTO bibs VALUES(32,2,64);
INSERT INTO bibs VALUES(32,3,82);
INSERT INTO bibs VALUES(32,4,85);
INSERT INTO bibs VALUES(32,5,86);
INSERT INTO bibs VALUES(33,1,65);
INSERT INTO bibs VALUES(33,2,66);
INSERT INTO bibs VALUES(34,1,67);
INSERT INTO bibs VALUES(34,2,68);
INSERT INTO bibs VALUES(35,1,69);
INSERT INTO bibs VALUES(35,2,70);
INSERT INTO bibs VALUES(36,1,71);
INSERT INTO bibs VALUES(36,2,72);
INSERT INTO bibs VALUES(37,1,73);
INSERT INTO bibs VALUES(37,2,74);
INSERT INTO bibs VALUES(38,1,75);
INSERT INTO bibs VALUES(38,2,76);
INSERT INTO bibs VALUES(39,1,77);
INSERT INTO bibs VALUES(39,2,78);
INSERT INTO bibs VALUES(40,1,79);
INSERT INTO bibs VALUES(40,2,80);
CREATE TABLE assignments (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id      INTEGER NOT NULL REFERENCES events (id),
    player_id     INTEGER NOT NULL REFERENCES players (id),
    pace_group_id INTEGER NOT NULL REFERENCES pace_groups (id),
    position      INTEGER NOT NULL,
    started_at    INTEGER NOT NULL,
    ended_at      INTEGER,
    placed_by     TEXT NOT NULL
) STRICT;
INSERT INTO assignments VALUES(1,2,4,3,2,1800000000000,1800000000000,'the console');
INSERT INTO assignments VALUES(2,11,21,21,0,1800000000000,1800000000000,'the console');
INSERT INTO assignments VALUES(3,19,37,38,0,1800000000000,NULL,'the console');
INSERT INTO assignments VALUES(4,2,3,3,1,1800000000000,1800000000000,'the console');
INSERT INTO assignments VALUES(5,19,38,38,1,1800000000000,NULL,'the console');
INSERT INTO assignments VALUES(6,22,43,43,0,1800000000000,NULL,'the console');
INSERT INTO assignments VALUES(7,34,68,68,0,1800000000000,NULL,'the console');
INSERT INTO assignments VALUES(8,6,12,11,0,1800000000000,1800000000000,'the console');
INSERT INTO assignments VALUES(9,39,78,77,0,1800000000000,NULL,'the console');
INSERT INTO assignments VALUES(10,14,28,27,1,1800000000000,NULL,'the console');
INSERT INTO assignments VALUES(11,10,19,19,1,1800000000000,1800000000000,'the console');
CREATE TABLE laps (
    id          BLOB PRIMARY KEY,
    event_id    INTEGER NOT NULL REFERENCES events (id),
    player_id   INTEGER NOT NULL REFERENCES players (id),
    bib         INTEGER NOT NULL,
    lane        TEXT,
    counted_at  INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    device_id   INTEGER,
    count       INTEGER NOT NULL CHECK (count > 0),
    metres_mm   INTEGER NOT NULL
, source TEXT, tag TEXT) STRICT, WITHOUT ROWID;
INSERT INTO laps VALUES(X'01a220c9f75e70038de711cf8fd674b0',15,29,1,NULL,1799999995000,1800000000000,NULL,1,50000,NULL,NULL);
INSERT INTO laps VALUES(X'01a220c9f7f475bcaa33942987c79393',35,69,1,NULL,1800000000001,1800000000000,NULL,1,50000,NULL,NULL);
INSERT INTO laps VALUES(X'01a220c9f7ff700db6a4e372b71e5b4d',15,29,1,NULL,1800000000001,1800000000000,NULL,1,50000,NULL,NULL);
INSERT INTO laps VALUES(X'01a220c9f86673fca66d14cd0ae1491a',26,51,1,NULL,1799999995000,1800000000000,NULL,1,50000,NULL,NULL);
INSERT INTO laps VALUES(X'01a220c9f86a7236ab630a7a17fb7d59',23,45,1,NULL,1800000000001,1800000000000,NULL,1,50000,NULL,NULL);
INSERT INTO laps VALUES(X'01a220c9f86c7687a629367c8d23e213',40,80,2,NULL,1800000000001,1800000000000,NULL,1,50000,NULL,NULL);
INSERT INTO laps VALUES(X'01a220c9f86e7576b1494cd10a3b366d',35,69,1,NULL,1800000000000,1800000000000,NULL,1,50000,NULL,NULL);
INSERT INTO laps VALUES(X'01a220c9f938741085d7356fe10a7b21',7,13,1,NULL,1800000000001,1800000000000,NULL,1,50000,NULL,NULL);
CREATE TABLE lap_voids (
    lap_id    BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL,
    player_id INTEGER NOT NULL,
    voided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO lap_voids VALUES(X'01a220c9f7f475bcaa33942987c79393',35,69,1800000000000);
INSERT INTO lap_voids VALUES(X'01a220c9f86673fca66d14cd0ae1491a',26,51,1800000000000);
INSERT INTO lap_voids VALUES(X'01a220c9f86c7687a629367c8d23e213',40,80,1800000000000);
CREATE TABLE held_laps (
    id          BLOB PRIMARY KEY,
    event_id    INTEGER NOT NULL REFERENCES events (id),
    bib         INTEGER NOT NULL,
    lane        TEXT,
    counted_at  INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    device_id   INTEGER,
    count       INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('held', 'counted', 'dismissed')),
    settled_at  INTEGER
, by_person INTEGER NOT NULL DEFAULT 0 CHECK (by_person IN (0, 1)), source TEXT, tag TEXT, twin BLOB) STRICT, WITHOUT ROWID;
INSERT INTO held_laps VALUES(X'01a220c9f76377528ad6ae5958d49672',36,2,NULL,1799999985000,1800000000000,NULL,1,'before_start','held',NULL,0,NULL,NULL,NULL);
INSERT INTO held_laps VALUES(X'01a220c9f7ed74359c09df71a449ca12',24,2,NULL,1799999985000,1800000000000,NULL,1,'unknown_bib','held',NULL,0,NULL,NULL,NULL);
INSERT INTO held_laps VALUES(X'01a220c9f7f475bcaa339428c442430c',7,2,NULL,1799999985000,1800000000000,NULL,1,'before_start','held',NULL,0,NULL,NULL,NULL);
INSERT INTO held_laps VALUES(X'01a220c9f81475759edd2d9b48b3955d',1,2,NULL,1799999985000,1800000000000,NULL,1,'before_start','held',NULL,0,NULL,NULL,NULL);
INSERT INTO held_laps VALUES(X'01a220c9f86f70518cfeb6acd48a8383',7,2,NULL,1799999985000,1800000000000,NULL,1,'before_start','held',NULL,0,NULL,NULL,NULL);
CREATE TABLE devices (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    last_seen_at  INTEGER,
    revoked_at    INTEGER
, stamp TEXT NOT NULL DEFAULT '', stamped_at INTEGER) STRICT;
CREATE TABLE enrolment_codes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    code_hash   BLOB NOT NULL,
    role        TEXT NOT NULL,
    device_name TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER
, replaces INTEGER REFERENCES devices (id)) STRICT;
CREATE TABLE refresh_tokens (
    hash       BLOB PRIMARY KEY,
    device_id  INTEGER NOT NULL REFERENCES devices (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    data         TEXT NOT NULL,
    expires_at_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE operators (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    pin_key       BLOB UNIQUE,
    pin_hash      TEXT,
    sign_in_no    INTEGER NOT NULL DEFAULT 1,
    created_at    INTEGER NOT NULL,
    last_login_at INTEGER,
    retired_at    INTEGER, stamp TEXT NOT NULL DEFAULT '', stamped_at INTEGER,
    CHECK ((retired_at IS NULL) = (pin_key IS NOT NULL) AND (pin_key IS NULL) = (pin_hash IS NULL))
) STRICT;
CREATE TABLE pin_failures (
    source   TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    known_at INTEGER
, level_ms INTEGER NOT NULL DEFAULT 0, level_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE pin_ceiling (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    level_ms INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE TABLE ended_tokens (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE payments (
    id           BLOB PRIMARY KEY,
    event_id     INTEGER NOT NULL REFERENCES events (id),
    player_id    INTEGER REFERENCES players (id),
    kind         TEXT NOT NULL CHECK (kind IN ('entry_fee', 'donation')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
    method       TEXT NOT NULL CHECK (method IN ('cash', 'card', 'transfer', 'other')),
    note         TEXT,
    taken_at     INTEGER NOT NULL,
    entry_id     BLOB NOT NULL UNIQUE,
    CHECK (kind <> 'entry_fee' OR player_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO payments VALUES(X'01a220c9f7557466b0a10b7598151a1b',5,10,'donation',12,'cash','a note',1800000000000,X'01a220c9f7b570f89d9ce3316afd1c89');
INSERT INTO payments VALUES(X'01a220c9f7587362914792b754d437df',37,74,'entry_fee',7,'cash',NULL,1800000000000,X'01a220c9f7d0750b821afb411c271447');
INSERT INTO payments VALUES(X'01a220c9f7e7721593b17bc463c8e325',5,10,'entry_fee',5,'card',NULL,1800000000000,X'01a220c9f81571ce87c71cbee00db29b');
INSERT INTO payments VALUES(X'01a220c9f7e87299951b512034f63540',37,NULL,'donation',12,'card','a note',1800000000000,X'01a220c9f8347569ad7e1c46189aa70f');
INSERT INTO payments VALUES(X'01a220c9f9797618b281f85720d06d1b',38,75,'donation',7,'card',NULL,1800000000000,X'01a220c9f98d761aa7fbbbef906550c8');
INSERT INTO payments VALUES(X'01a220c9f98a74c08fe96471ebf1a76c',8,15,'donation',7,'cash',NULL,1800000000000,X'01a220c9f99577feaac1d9187603cd75');
INSERT INTO payments VALUES(X'01a220c9f98e718c9463305ee34f5707',18,NULL,'donation',5,'cash',NULL,1800000000000,X'01a220c9f99e741ea97aa91ff4490dfb');
INSERT INTO payments VALUES(X'01a220c9f9af7105abffaa44dbc5bbed',18,35,'donation',12,'card','a note',1800000000000,X'01a220c9f9cc77939e71fd0ef70fd765');
INSERT INTO payments VALUES(X'01a220c9f9c677799a1d03a8e31ee026',23,45,'entry_fee',5,'card','a note',1800000000000,X'01a220c9f9f775cba48d8b1b81c388bf');
INSERT INTO payments VALUES(X'01a220c9fa127255b619a9c0f810fff8',32,86,'entry_fee',5,'cash','a note',1800000000000,X'01a220c9fa2f72638f9e47d1084f2344');
CREATE TABLE payment_voids (
    payment_id BLOB PRIMARY KEY REFERENCES payments (id),
    voided_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO payment_voids VALUES(X'01a220c9f7557466b0a10b7598151a1b',1800000000000);
INSERT INTO payment_voids VALUES(X'01a220c9f7e7721593b17bc463c8e325',1800000000000);
INSERT INTO payment_voids VALUES(X'01a220c9f7e87299951b512034f63540',1800000000000);
CREATE TABLE bus_cursors (
    chain      INTEGER PRIMARY KEY,
    seq        INTEGER NOT NULL,
    stream     TEXT NOT NULL,
    stream_seq INTEGER NOT NULL
) STRICT;
CREATE TABLE lap_keeps (
    lap_id   BLOB PRIMARY KEY REFERENCES laps (id),
    event_id INTEGER NOT NULL REFERENCES events (id),
    kept_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE station_reports (
    device_id   INTEGER PRIMARY KEY REFERENCES devices (id),
    event_id    INTEGER NOT NULL REFERENCES events (id),
    operator_id INTEGER REFERENCES operators (id),
    reported_at INTEGER NOT NULL,
    report      TEXT NOT NULL
) STRICT;
CREATE TABLE water_words (
    id          BLOB PRIMARY KEY,
    event_id    INTEGER NOT NULL REFERENCES events (id),
    player_id   INTEGER NOT NULL REFERENCES players (id),
    says        TEXT NOT NULL CHECK (says IN ('seen', 'out', 'help', 'clear')),
    at          INTEGER NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE roll_calls (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    began_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE TABLE tags (
    id        BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL REFERENCES events (id),
    tag       TEXT NOT NULL,
    player_id INTEGER NOT NULL REFERENCES players (id),
    since     INTEGER NOT NULL,
    until_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE tag_passings (
    id       BLOB PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    tag      TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tally_sheets (
    id       BLOB PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    lane     TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    to_at    INTEGER NOT NULL,
    typed_at INTEGER NOT NULL,
    typed    TEXT NOT NULL,
    strokes  TEXT NOT NULL,
    entry_id BLOB NOT NULL,
    taken_back TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE lane_counters (
    event_id  INTEGER NOT NULL REFERENCES events (id),
    lane      TEXT NOT NULL,
    device_id INTEGER NOT NULL,
    PRIMARY KEY (event_id, lane, device_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE calls (
    id        BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL REFERENCES events (id),
    player_id INTEGER NOT NULL REFERENCES players (id),
    lane_id   INTEGER NOT NULL REFERENCES lanes (id),
    said      TEXT NOT NULL CHECK (said IN ('take', 'let_go', 'break', 'return', 'note')),
    text      TEXT,
    at        INTEGER NOT NULL,
    voided    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "lap_adjustments" (
    id        BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL REFERENCES events (id),
    player_id INTEGER NOT NULL REFERENCES players (id),
    at        INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    laps      INTEGER NOT NULL,
    metres_mm INTEGER NOT NULL,
    CHECK (laps <> 0 OR metres_mm <> 0)
) STRICT, WITHOUT ROWID;
INSERT INTO lap_adjustments VALUES(X'01a220c9f7587362914792b31facb55e',28,55,1799999995000,1800000000000,3,150000);
INSERT INTO lap_adjustments VALUES(X'01a220c9f7e87299951b511c13425150',26,51,1799999995000,1800000000000,1,50000);
INSERT INTO lap_adjustments VALUES(X'01a220c9f7e87299951b511d405286bb',28,55,1800000000000,1800000000000,3,150000);
INSERT INTO lap_adjustments VALUES(X'01a220c9f86e7576b1494cd2f99433f5',3,5,1799999995000,1800000000000,1,50000);
INSERT INTO lap_adjustments VALUES(X'01a220c9f9867718a3887221943995dc',16,31,1799999995000,1800000000000,3,150000);
CREATE TABLE pin_ceilings (
    name     TEXT PRIMARY KEY,
    level_ms INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE shut_outs (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    network TEXT NOT NULL,
    since   INTEGER NOT NULL,
    until   INTEGER NOT NULL
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('events',40);
INSERT INTO sqlite_sequence VALUES('pace_groups',88);
INSERT INTO sqlite_sequence VALUES('lanes',91);
INSERT INTO sqlite_sequence VALUES('players',86);
INSERT INTO sqlite_sequence VALUES('assignments',11);
CREATE INDEX entry_people_player ON entry_people (player_id);
CREATE INDEX lanes_event ON lanes (event_id);
CREATE UNIQUE INDEX assignments_open_slot ON assignments (pace_group_id, position) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX assignments_open_player ON assignments (player_id) WHERE ended_at IS NULL;
CREATE INDEX assignments_player ON assignments (player_id, started_at);
CREATE INDEX laps_fold ON laps (event_id, player_id, counted_at, count, metres_mm);
CREATE INDEX lap_voids_event ON lap_voids (event_id);
CREATE INDEX held_laps_open ON held_laps (event_id, bib) WHERE state = 'held';
CREATE INDEX enrolment_codes_hash ON enrolment_codes (code_hash);
CREATE INDEX refresh_tokens_device ON refresh_tokens (device_id);
CREATE INDEX entries_target ON entries (chain, target_type, target_id, seq);
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
WHEN NOT (
    OLD.undone_by IS NULL AND NEW.undone_by IS NOT NULL
    AND NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND NEW.id = OLD.id AND NEW.at = OLD.at
    AND NEW.actor_kind = OLD.actor_kind AND NEW.actor_id IS OLD.actor_id AND NEW.actor_name IS OLD.actor_name
    AND NEW.actor_role IS OLD.actor_role AND NEW.device_id IS OLD.device_id AND NEW.device_name IS OLD.device_name
    AND NEW.action = OLD.action AND NEW.target_type = OLD.target_type AND NEW.target_id = OLD.target_id
    AND NEW.previous_state IS OLD.previous_state AND NEW.new_state IS OLD.new_state
    AND NEW.metadata IS OLD.metadata AND NEW.undoes IS OLD.undoes
    AND NEW.hash IS OLD.hash AND NEW.people_digest IS OLD.people_digest
)
BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'entries are never deleted');
END;
CREATE TRIGGER laps_are_never_changed BEFORE UPDATE ON laps
BEGIN
    SELECT RAISE(ABORT, 'laps are never changed');
END;
CREATE TRIGGER laps_are_never_deleted BEFORE DELETE ON laps
BEGIN
    SELECT RAISE(ABORT, 'laps are never deleted');
END;
CREATE INDEX payments_order ON payments (event_id, entry_id);
CREATE INDEX payments_player ON payments (player_id);
CREATE TRIGGER payments_are_never_changed BEFORE UPDATE ON payments
WHEN NOT (
    NEW.note IS NULL
    AND NEW.id = OLD.id AND NEW.event_id = OLD.event_id AND NEW.player_id IS OLD.player_id AND NEW.kind = OLD.kind
    AND NEW.amount_minor = OLD.amount_minor AND NEW.method = OLD.method AND NEW.taken_at = OLD.taken_at
    AND NEW.entry_id = OLD.entry_id
)
BEGIN
    SELECT RAISE(ABORT, 'payments are never changed');
END;
CREATE TRIGGER payments_are_never_deleted BEFORE DELETE ON payments
BEGIN
    SELECT RAISE(ABORT, 'payments are never deleted');
END;
CREATE TRIGGER a_currency_stays_once_something_was_paid BEFORE UPDATE OF currency ON events
WHEN NEW.currency <> OLD.currency AND EXISTS (SELECT 1 FROM payments WHERE event_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'the currency of an event stays once something was paid');
END;
CREATE INDEX entries_search ON entries (chain, seq, id, at, action, actor_kind, actor_id, device_id, actor_name, device_name);
CREATE INDEX entries_but_laps ON entries (chain, seq, action) WHERE action <> 'lap.count';
CREATE INDEX water_words_player ON water_words (event_id, player_id, at);
CREATE UNIQUE INDEX roll_calls_open ON roll_calls (event_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX tags_worn ON tags (event_id, tag) WHERE until_at IS NULL;
CREATE INDEX tags_tag ON tags (event_id, tag, since);
CREATE INDEX tags_player ON tags (player_id);
CREATE INDEX laps_tag ON laps (event_id, tag) WHERE tag IS NOT NULL;
CREATE INDEX held_laps_tag ON held_laps (event_id, tag) WHERE tag IS NOT NULL;
CREATE INDEX tag_passings_tag ON tag_passings (event_id, tag, last_at);
CREATE INDEX tally_sheets_event ON tally_sheets (event_id, typed_at);
CREATE INDEX held_laps_twin ON held_laps (twin) WHERE twin IS NOT NULL;
CREATE INDEX held_laps_tally ON held_laps (event_id, lane) WHERE reason = 'other_tally';
CREATE INDEX calls_player ON calls (event_id, player_id, at);
CREATE INDEX lap_adjustments_player ON lap_adjustments (event_id, player_id);
CREATE TRIGGER lap_adjustments_are_never_changed BEFORE UPDATE ON lap_adjustments
BEGIN
    SELECT RAISE(ABORT, 'adjustments are never changed');
END;
CREATE TRIGGER lap_adjustments_are_never_deleted BEFORE DELETE ON lap_adjustments
BEGIN
    SELECT RAISE(ABORT, 'adjustments are never deleted');
END;
COMMIT;
