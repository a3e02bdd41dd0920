-- AlterTable
ALTER TABLE "datasets" ADD COLUMN     "expired_at" TIMESTAMPTZ(3),
ADD COLUMN     "rejects_key" TEXT,
ADD COLUMN     "request" JSONB,
ADD COLUMN     "rows_read" BIGINT;

-- AlterTable
ALTER TABLE "results" ADD COLUMN     "expired_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "uploads" ADD COLUMN     "parts" JSONB;

-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "data_expires_after_days" INTEGER;
