-- AlterTable
ALTER TABLE "uploads" ADD COLUMN     "fingerprint" TEXT;
