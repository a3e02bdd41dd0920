import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { anUpload, emptySession, loaded, sessionFiles, temporaryFiles } from "#e2e/support/data.ts";
import { deleteFile } from "#lib/datasets/delete-file.ts";
import { getFile } from "#lib/datasets/get-file.ts";
import { db } from "#lib/db/client.ts";
import { workJobs } from "#lib/jobs/work-jobs.ts";
import { addUploads } from "./add-uploads.ts";
import { resumeLoads } from "./resume-loads.ts";
import { takeUpLoad } from "./start-load.ts";

const ROWS = 600_000;
const LARGE = `id,word\n${Array.from({ length: ROWS }, (_, i) => `${i},word ${i % 1000}\n`).join("")}`;
const idle = { at_once: 1, run: async () => {} };

const aLargeFile = async () => {
  const place = await emptySession();
  const upload_ids = [await anUpload(place.ctx, "large.csv", LARGE)];
  const [file] = await addUploads({ ctx: place.ctx, input: { session_id: place.session_id, upload_ids } });
  return { ...place, file: file! };
};

test("a large file waits in its row until a worker takes it, also when its job was lost", async () => {
  const { ctx, file } = await aLargeFile();
  expect(file).toMatchObject({
    status: "loading",
    loading: { bytes_read: 0, bytes_total: LARGE.length, rows_read: null },
  });
  expect(await db().dataset.findUnique({ where: { id: file.id } })).toMatchObject({ instanceId: null });
  await db().$executeRaw`DELETE FROM jobs.job`;
  expect(await resumeLoads()).toBe(1);
  await workJobs({ load_file: { at_once: 1, run: takeUpLoad }, expire_data: idle, sweep_uploads: idle });
  expect(await loaded(ctx, file)).toMatchObject({ status: "ready", row_count: ROWS, loading: null });
  await takeUpLoad({ dataset_id: file.id });
  expect((await getFile({ ctx, input: { file_id: file.id } })).status).toBe("ready");
});

test("deleting a large file ends its load, wherever it is, and leaves nothing", async () => {
  const { ctx, session_id, file } = await aLargeFile();
  await deleteFile({ ctx, input: { file_id: file.id } });
  expect(await sessionFiles(ctx, session_id)).toEqual([]);
  while ((await temporaryFiles()).length > 0) await sleep(50);
  expect(await db().dataset.count({ where: { id: file.id } })).toBe(0);
});
