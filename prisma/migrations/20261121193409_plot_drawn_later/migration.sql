-- AlterTable
ALTER TABLE "plots" ALTER COLUMN "svg" DROP NOT NULL;
