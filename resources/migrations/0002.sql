-- Step 2: everything that a roster keeps besides people and their facts. Frozen once released.
ALTER TABLE "branch" ADD COLUMN "short_name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "code" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "kind" TEXT NOT NULL DEFAULT '党支部';
ALTER TABLE "branch" ADD COLUMN "setup" TEXT NOT NULL DEFAULT '单建';
ALTER TABLE "branch" ADD COLUMN "contact" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "landline" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "address" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "postcode" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "upper_address" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "upper_phone" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "upper_fax" TEXT NOT NULL DEFAULT '';
ALTER TABLE "branch" ADD COLUMN "upper_postcode" TEXT NOT NULL DEFAULT '';
CREATE TABLE "unit" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL DEFAULT '',
    "own" INTEGER NOT NULL DEFAULT 0,
    "credit_code" TEXT NOT NULL DEFAULT '',
    "nature" TEXT NOT NULL DEFAULT '',
    "industry" TEXT NOT NULL DEFAULT '',
    "economy" TEXT NOT NULL DEFAULT '',
    "scale" TEXT NOT NULL DEFAULT '',
    "subordination" TEXT NOT NULL DEFAULT '',
    "party_setup" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "legal_person" TEXT NOT NULL DEFAULT '',
    "legal_person_member" TEXT NOT NULL DEFAULT '',
    "legal_person_secretary" TEXT NOT NULL DEFAULT '',
    "union_set_up" TEXT NOT NULL DEFAULT '',
    "union_head_member" TEXT NOT NULL DEFAULT '',
    "league_set_up" TEXT NOT NULL DEFAULT '',
    "league_head_member" TEXT NOT NULL DEFAULT '',
    "women_set_up" TEXT NOT NULL DEFAULT '',
    "women_head_member" TEXT NOT NULL DEFAULT '',
    "volunteers" TEXT NOT NULL DEFAULT '',
    "service_centre" TEXT NOT NULL DEFAULT '',
    "staff" INTEGER NOT NULL DEFAULT -1,
    "staff_under_35" INTEGER NOT NULL DEFAULT -1,
    "workers" INTEGER NOT NULL DEFAULT -1,
    "technicians" INTEGER NOT NULL DEFAULT -1,
    "instructors" INTEGER NOT NULL DEFAULT -1,
    "as_of" TEXT NOT NULL DEFAULT '',
    "left_on" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE "committee" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "term" INTEGER NOT NULL DEFAULT 1,
    "elected_on" TEXT NOT NULL DEFAULT '',
    "term_years" INTEGER NOT NULL DEFAULT 3,
    "extended_to" TEXT NOT NULL DEFAULT '',
    "ended_on" TEXT NOT NULL DEFAULT '',
    "approved_by" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '') STRICT;
ALTER TABLE "member" ADD COLUMN "political" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "seniority_correction" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "admission_kind" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "admission_branch" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "confirmation_kind" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "confirmation_branch" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "extended_until" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "added_by" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "mobile_kind" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "mobile_reason" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "mobile_permit" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "occupation" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "front_line" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "industry" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "full_time_education" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "full_time_school" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "in_service_education" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "in_service_school" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "residence" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "abroad" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "file_keeper" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "marital" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "health" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "hardship_level" TEXT NOT NULL DEFAULT '';
ALTER TABLE "member" ADD COLUMN "hardship_kind" TEXT NOT NULL DEFAULT '';
CREATE TABLE "post_2" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "since" TEXT NOT NULL DEFAULT '',
    "until" TEXT NOT NULL DEFAULT '',
    "duties" TEXT NOT NULL DEFAULT '',
    "end_reason" TEXT NOT NULL DEFAULT '',
    "committee_id" INTEGER,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("committee_id") REFERENCES "committee" ("id") ON DELETE SET NULL) STRICT;
INSERT INTO "post_2" ("id", "member_id", "title", "since", "until")
    SELECT "id", "member_id", "title", "since", "until" FROM "post";
DROP TABLE "post";
ALTER TABLE "post_2" RENAME TO "post";
CREATE INDEX "post_member_id" ON "post" ("member_id");
CREATE INDEX "post_committee_id" ON "post" ("committee_id");
CREATE TABLE "party_group" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "founded" TEXT NOT NULL DEFAULT '',
    "ended" TEXT NOT NULL DEFAULT '',
    "place" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX "party_group_name" ON "party_group" ("name");
CREATE TABLE "award" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'award',
    "title" TEXT NOT NULL DEFAULT '',
    "authority" TEXT NOT NULL DEFAULT '',
    "day" TEXT NOT NULL DEFAULT '',
    "until" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE INDEX "award_member_id" ON "award" ("member_id");
CREATE TABLE "relative" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "relation" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL DEFAULT '',
    "birth_day" TEXT NOT NULL DEFAULT '',
    "political" TEXT NOT NULL DEFAULT '',
    "employer" TEXT NOT NULL DEFAULT '',
    "income" TEXT NOT NULL DEFAULT '',
    "place" INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE INDEX "relative_member_id" ON "relative" ("member_id");
CREATE TABLE "distinct" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "other_id" INTEGER NOT NULL,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("other_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE INDEX "distinct_member_id" ON "distinct" ("member_id");
CREATE INDEX "distinct_other_id" ON "distinct" ("other_id");
CREATE UNIQUE INDEX "distinct_member_id_other_id" ON "distinct" ("member_id", "other_id");
CREATE TABLE "own_field" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'text',
    "choices" TEXT NOT NULL DEFAULT '',
    "place" INTEGER NOT NULL DEFAULT 0,
    "retired" TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX "own_field_title" ON "own_field" ("title");
CREATE TABLE "own_value" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "field_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "value" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("field_id") REFERENCES "own_field" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE INDEX "own_value_field_id" ON "own_value" ("field_id");
CREATE INDEX "own_value_member_id" ON "own_value" ("member_id");
CREATE UNIQUE INDEX "own_value_field_id_member_id" ON "own_value" ("field_id", "member_id");
CREATE TABLE "journey" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "fact_id" INTEGER NOT NULL,
    "expected_back" TEXT NOT NULL DEFAULT '',
    "host" TEXT NOT NULL DEFAULT '',
    "host_contact" TEXT NOT NULL DEFAULT '',
    "host_phone" TEXT NOT NULL DEFAULT '',
    "permit_issued" TEXT NOT NULL DEFAULT '',
    "keeper" TEXT NOT NULL DEFAULT '',
    "abroad" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("fact_id") REFERENCES "fact" ("id") ON DELETE CASCADE) STRICT;
CREATE UNIQUE INDEX "journey_fact_id" ON "journey" ("fact_id");
CREATE TABLE "contact" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL DEFAULT '',
    "way" TEXT NOT NULL DEFAULT '',
    "by" TEXT NOT NULL DEFAULT '',
    "reached" INTEGER NOT NULL DEFAULT 0,
    "text" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE INDEX "contact_member_id" ON "contact" ("member_id");
CREATE TABLE "hardship" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "since" TEXT NOT NULL DEFAULT '',
    "until" TEXT NOT NULL DEFAULT '',
    "household" INTEGER NOT NULL DEFAULT 0,
    "income" INTEGER,
    "income_source" TEXT NOT NULL DEFAULT '',
    "kinds" TEXT NOT NULL DEFAULT '',
    "situation" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE UNIQUE INDEX "hardship_member_id" ON "hardship" ("member_id");
CREATE TABLE "aid" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "day" TEXT NOT NULL DEFAULT '',
    "amount" INTEGER,
    "goods" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE INDEX "aid_member_id" ON "aid" ("member_id");
CREATE TABLE "transfer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "direction" TEXT NOT NULL DEFAULT '',
    "paper" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "addressee" TEXT NOT NULL DEFAULT '',
    "from_unit" TEXT NOT NULL DEFAULT '',
    "to_unit" TEXT NOT NULL DEFAULT '',
    "contact" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "fax" TEXT NOT NULL DEFAULT '',
    "postcode" TEXT NOT NULL DEFAULT '',
    "member_phone" TEXT NOT NULL DEFAULT '',
    "dues_paid_to" TEXT NOT NULL DEFAULT '',
    "number" TEXT NOT NULL DEFAULT '',
    "issued_on" TEXT NOT NULL DEFAULT '',
    "valid_days" INTEGER NOT NULL DEFAULT 0,
    "slip" INTEGER NOT NULL DEFAULT 0,
    "received_on" TEXT NOT NULL DEFAULT '',
    "slip_on" TEXT NOT NULL DEFAULT '',
    "handler" TEXT NOT NULL DEFAULT '',
    "handler_phone" TEXT NOT NULL DEFAULT '',
    "cancelled_on" TEXT NOT NULL DEFAULT '',
    "cancel_reason" TEXT NOT NULL DEFAULT '',
    "prints" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("member_id") REFERENCES "member" ("id") ON DELETE CASCADE) STRICT;
CREATE INDEX "transfer_member_id" ON "transfer" ("member_id");
CREATE TABLE "stub" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "paper" TEXT NOT NULL DEFAULT '',
    "serial" TEXT NOT NULL DEFAULT '',
    "day" TEXT NOT NULL DEFAULT '',
    "transfer_id" INTEGER,
    "void_reason" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("transfer_id") REFERENCES "transfer" ("id") ON DELETE SET NULL) STRICT;
CREATE INDEX "stub_transfer_id" ON "stub" ("transfer_id");
CREATE UNIQUE INDEX "stub_paper_serial" ON "stub" ("paper", "serial");
CREATE TABLE "attachment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "owner" TEXT NOT NULL DEFAULT '',
    "owner_id" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL DEFAULT '',
    "year" INTEGER NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL DEFAULT '',
    "media" TEXT NOT NULL DEFAULT '',
    "content" BLOB NOT NULL,
    "byte_size" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT NOT NULL DEFAULT '',
    "added_on" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "trashed" TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX "attachment_owner_owner_id" ON "attachment" ("owner", "owner_id");
CREATE TABLE "import_mapping" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "signature" TEXT NOT NULL,
    "mapping" TEXT NOT NULL DEFAULT '',
    "used_on" TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX "import_mapping_signature" ON "import_mapping" ("signature");
CREATE TABLE "export_profile" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "profile" TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX "export_profile_title" ON "export_profile" ("title");
CREATE TABLE "saved_filter" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "filter" TEXT NOT NULL DEFAULT '',
    "place" INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX "saved_filter_title" ON "saved_filter" ("title");
CREATE TABLE "standing" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL DEFAULT '',
    "former_name" TEXT NOT NULL DEFAULT '',
    "pinyin" TEXT NOT NULL DEFAULT '',
    "initials" TEXT NOT NULL DEFAULT '',
    "strokes" TEXT NOT NULL DEFAULT '',
    "id_number" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "stage" TEXT NOT NULL DEFAULT '',
    "category" TEXT NOT NULL DEFAULT '',
    "mobile" INTEGER NOT NULL DEFAULT 0,
    "lost" INTEGER NOT NULL DEFAULT 0,
    "lost_since" TEXT NOT NULL DEFAULT '',
    "post" TEXT NOT NULL DEFAULT '',
    "post_since" TEXT NOT NULL DEFAULT '',
    "post_rank" INTEGER NOT NULL DEFAULT 0,
    "party_group" TEXT NOT NULL DEFAULT '',
    "applied" TEXT NOT NULL DEFAULT '',
    "activist" TEXT NOT NULL DEFAULT '',
    "prospect" TEXT NOT NULL DEFAULT '',
    "admitted" TEXT NOT NULL DEFAULT '',
    "confirmed" TEXT NOT NULL DEFAULT '',
    "transferred_in" TEXT NOT NULL DEFAULT '',
    "birth_day" TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX "standing_stage_pinyin" ON "standing" ("stage", "pinyin");
CREATE INDEX "standing_pinyin" ON "standing" ("pinyin");
CREATE INDEX "standing_initials" ON "standing" ("initials");
CREATE TABLE "stale" (
    "id" INTEGER NOT NULL PRIMARY KEY) STRICT;
CREATE TABLE "standing_day" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "day" TEXT NOT NULL DEFAULT '',
    "next_day" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL) STRICT;
INSERT INTO "stale" ("id") SELECT "id" FROM "member";
