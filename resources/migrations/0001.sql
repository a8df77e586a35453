-- The tables of version 1. Frozen: later versions add steps, they do not edit this one.
CREATE TABLE "branch" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL DEFAULT '',
    "enterprise" TEXT NOT NULL DEFAULT '',
    "credit_code" TEXT NOT NULL DEFAULT '',
    "upper" TEXT NOT NULL DEFAULT '',
    "secretary" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "founded" TEXT NOT NULL DEFAULT '',
    "fonds_code" TEXT NOT NULL DEFAULT '',
    "office_code" TEXT NOT NULL DEFAULT 'DZB',
    "practice" INTEGER NOT NULL DEFAULT 0,
    "created" TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE "setting" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL DEFAULT '',
    "decided_on" TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX "setting_key" ON "setting" ("key");
CREATE TABLE "member" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "former_name" TEXT NOT NULL DEFAULT '',
    "sex" TEXT NOT NULL DEFAULT '',
    "id_number" TEXT NOT NULL DEFAULT '',
    "birth_day" TEXT NOT NULL DEFAULT '',
    "ethnic" TEXT NOT NULL DEFAULT '',
    "native_place" TEXT NOT NULL DEFAULT '',
    "sponsors" TEXT NOT NULL DEFAULT '',
    "party_group" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT '',
    "transferred_from" TEXT NOT NULL DEFAULT '',
    "mobile_where" TEXT NOT NULL DEFAULT '',
    "work_start" TEXT NOT NULL DEFAULT '',
    "job" TEXT NOT NULL DEFAULT '',
    "job_title" TEXT NOT NULL DEFAULT '',
    "employer" TEXT NOT NULL DEFAULT '',
    "education" TEXT NOT NULL DEFAULT '',
    "degree" TEXT NOT NULL DEFAULT '',
    "school" TEXT NOT NULL DEFAULT '',
    "stratum" TEXT NOT NULL DEFAULT '',
    "migrant_worker" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "landline" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "registered_address" TEXT NOT NULL DEFAULT '',
    "community" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "pinyin" TEXT NOT NULL DEFAULT '',
    "initials" TEXT NOT NULL DEFAULT '',
    "trashed" TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX "member_name" ON "member" ("name");
CREATE UNIQUE INDEX "member_id_number_once" ON "member" ("id_number") WHERE (("id_number" != '') AND ("trashed" = ''));
CREATE TABLE "fact" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT '',
    "day" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "fact_member_id" ON "fact" ("member_id");
CREATE TABLE "post" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "since" TEXT NOT NULL DEFAULT '',
    "until" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "post_member_id" ON "post" ("member_id");
CREATE TABLE "meeting" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "day" TEXT NOT NULL,
    "start" TEXT NOT NULL DEFAULT '',
    "end" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "chair" TEXT NOT NULL DEFAULT '',
    "recorder" TEXT NOT NULL DEFAULT '',
    "observers" TEXT NOT NULL DEFAULT '',
    "topic" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT '',
    "resolution" TEXT NOT NULL DEFAULT '',
    "trashed" TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX "meeting_day" ON "meeting" ("day");
CREATE TABLE "attendance" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "meeting_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'present',
    "reason" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("meeting_id") REFERENCES "meeting" (
    "id") ON DELETE CASCADE, FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "attendance_meeting_id" ON "attendance" ("meeting_id");
CREATE INDEX "attendance_member_id" ON "attendance" ("member_id");
CREATE UNIQUE INDEX "attendance_meeting_id_member_id" ON "attendance" ("meeting_id", "member_id");
CREATE TABLE "appraisal_year" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "day" TEXT NOT NULL DEFAULT '',
    "cutoff" TEXT NOT NULL DEFAULT '',
    "show_grade" INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX "appraisal_year_year" ON "appraisal_year" ("year");
CREATE TABLE "appraisal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "strengths" TEXT NOT NULL DEFAULT '',
    "weaknesses" TEXT NOT NULL DEFAULT '',
    "direction" TEXT NOT NULL DEFAULT '',
    "grade" TEXT NOT NULL DEFAULT '',
    "grade_reason" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "appraisal_member_id" ON "appraisal" ("member_id");
CREATE UNIQUE INDEX "appraisal_year_member_id" ON "appraisal" ("year", "member_id");
CREATE TABLE "payment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "paid_on" TEXT NOT NULL DEFAULT '',
    "method" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "voided_on" TEXT NOT NULL DEFAULT '',
    "void_reason" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "payment_member_id" ON "payment" ("member_id");
CREATE INDEX "payment_month" ON "payment" ("month");
CREATE TABLE "document" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT '',
    "subject" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "day" TEXT NOT NULL DEFAULT '',
    "printed_at" TEXT NOT NULL DEFAULT '',
    "content" BLOB NOT NULL,
    "sha256" TEXT NOT NULL DEFAULT '',
    "matter" TEXT NOT NULL DEFAULT '',
    "pages" INTEGER NOT NULL,
    "rules" TEXT NOT NULL DEFAULT '',
    "file_number" TEXT NOT NULL DEFAULT '',
    "retention" TEXT NOT NULL DEFAULT '',
    "void_reason" TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX "document_code" ON "document" ("code");
CREATE INDEX "document_year" ON "document" ("year");
CREATE TABLE "copy" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "document_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "holder" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("document_id") REFERENCES "document" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "copy_document_id" ON "copy" ("document_id");
CREATE UNIQUE INDEX "copy_document_id_number" ON "copy" ("document_id", "number");
CREATE TABLE "copy_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "copy_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL DEFAULT '',
    "day" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("copy_id") REFERENCES "copy" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "copy_step_copy_id" ON "copy_step" ("copy_id");
CREATE UNIQUE INDEX "copy_step_copy_id_step" ON "copy_step" ("copy_id", "step");
CREATE TABLE "archive" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "made_at" TEXT NOT NULL DEFAULT '',
    "file_name" TEXT NOT NULL DEFAULT '',
    "fingerprint" TEXT NOT NULL DEFAULT '',
    "items" INTEGER NOT NULL,
    "pages" INTEGER NOT NULL,
    "byte_size" INTEGER NOT NULL) STRICT;
CREATE INDEX "archive_year" ON "archive" ("year");
CREATE TABLE "action" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "at" TEXT NOT NULL DEFAULT '',
    "who" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "undoable" INTEGER NOT NULL DEFAULT 0,
    "undone" INTEGER NOT NULL DEFAULT 0,
    "undoes" INTEGER NOT NULL) STRICT;
CREATE TABLE "change" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "action_id" INTEGER NOT NULL,
    "table_name" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "op" TEXT NOT NULL,
    "old" TEXT NOT NULL DEFAULT '',
    "new" TEXT NOT NULL DEFAULT '', FOREIGN KEY ("action_id") REFERENCES "action" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "change_action_id" ON "change" ("action_id");
CREATE INDEX "change_table_name_row" ON "change" ("table_name", "row");
