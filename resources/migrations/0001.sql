-- The tables of version 1. Frozen: later versions add steps, they do not edit this one.
CREATE TABLE "branch" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "enterprise" TEXT NOT NULL,
    "credit_code" TEXT NOT NULL,
    "upper" TEXT NOT NULL,
    "secretary" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "founded" TEXT NOT NULL,
    "fonds_code" TEXT NOT NULL,
    "office_code" TEXT NOT NULL,
    "practice" INTEGER NOT NULL,
    "created" TEXT NOT NULL) STRICT;
CREATE TABLE "setting" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "decided_on" TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX "setting_key" ON "setting" ("key");
CREATE TABLE "member" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "former_name" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "id_number" TEXT NOT NULL,
    "birth_day" TEXT NOT NULL,
    "ethnic" TEXT NOT NULL,
    "native_place" TEXT NOT NULL,
    "sponsors" TEXT NOT NULL,
    "party_group" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "transferred_from" TEXT NOT NULL,
    "mobile_where" TEXT NOT NULL,
    "work_start" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "job_title" TEXT NOT NULL,
    "employer" TEXT NOT NULL,
    "education" TEXT NOT NULL,
    "degree" TEXT NOT NULL,
    "school" TEXT NOT NULL,
    "stratum" TEXT NOT NULL,
    "migrant_worker" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "landline" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "registered_address" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "trashed" TEXT NOT NULL) STRICT;
CREATE INDEX "member_name" ON "member" ("name");
CREATE UNIQUE INDEX "member_id_number_once" ON "member" ("id_number") WHERE (("id_number" != '') AND ("trashed" = ''));
CREATE TABLE "fact" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "note" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "fact_member_id" ON "fact" ("member_id");
CREATE TABLE "post" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "until" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "post_member_id" ON "post" ("member_id");
CREATE TABLE "meeting" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "chair" TEXT NOT NULL,
    "recorder" TEXT NOT NULL,
    "observers" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "resolution" TEXT NOT NULL,
    "trashed" TEXT NOT NULL) STRICT;
CREATE INDEX "meeting_day" ON "meeting" ("day");
CREATE TABLE "attendance" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "meeting_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" (
    "id") ON DELETE CASCADE, FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "attendance_meeting_id" ON "attendance" ("meeting_id");
CREATE INDEX "attendance_member_id" ON "attendance" ("member_id");
CREATE UNIQUE INDEX "attendance_meeting_id_member_id" ON "attendance" ("meeting_id", "member_id");
CREATE TABLE "appraisal_year" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "cutoff" TEXT NOT NULL,
    "show_grade" INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX "appraisal_year_year" ON "appraisal_year" ("year");
CREATE TABLE "appraisal" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "strengths" TEXT NOT NULL,
    "weaknesses" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "grade_reason" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "appraisal_member_id" ON "appraisal" ("member_id");
CREATE UNIQUE INDEX "appraisal_year_member_id" ON "appraisal" ("year", "member_id");
CREATE TABLE "payment" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "paid_on" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "voided_on" TEXT NOT NULL,
    "void_reason" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" (
    "id") ON DELETE RESTRICT) STRICT;
CREATE INDEX "payment_member_id" ON "payment" ("member_id");
CREATE INDEX "payment_month" ON "payment" ("month");
CREATE TABLE "document" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "printed_at" TEXT NOT NULL,
    "content" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "pages" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,
    "file_number" TEXT NOT NULL,
    "retention" TEXT NOT NULL,
    "void_reason" TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX "document_code" ON "document" ("code");
CREATE INDEX "document_year" ON "document" ("year");
CREATE TABLE "copy" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "document_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "holder" TEXT NOT NULL, FOREIGN KEY ("document_id") REFERENCES "document" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "copy_document_id" ON "copy" ("document_id");
CREATE UNIQUE INDEX "copy_document_id_number" ON "copy" ("document_id", "number");
CREATE TABLE "copy_step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "copy_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "day" TEXT NOT NULL, FOREIGN KEY ("copy_id") REFERENCES "copy" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "copy_step_copy_id" ON "copy_step" ("copy_id");
CREATE UNIQUE INDEX "copy_step_copy_id_step" ON "copy_step" ("copy_id", "step");
CREATE TABLE "archive" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "year" INTEGER NOT NULL,
    "made_at" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "items" INTEGER NOT NULL,
    "pages" INTEGER NOT NULL,
    "byte_size" INTEGER NOT NULL) STRICT;
CREATE INDEX "archive_year" ON "archive" ("year");
CREATE TABLE "action" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "at" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "undoable" INTEGER NOT NULL,
    "undone" INTEGER NOT NULL,
    "undoes" INTEGER NOT NULL) STRICT;
CREATE TABLE "change" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "action_id" INTEGER NOT NULL,
    "table_name" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "op" TEXT NOT NULL,
    "old" TEXT NOT NULL,
    "new" TEXT NOT NULL, FOREIGN KEY ("action_id") REFERENCES "action" (
    "id") ON DELETE CASCADE) STRICT;
CREATE INDEX "change_action_id" ON "change" ("action_id");
CREATE INDEX "change_table_name_row" ON "change" ("table_name", "row");
