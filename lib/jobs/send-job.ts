import "server-only";
import { boss } from "./boss.ts";
import { type Payload, payloads, type QueueName } from "./queues.ts";

/** Hands out a job. One that waits already under this key is not doubled. */
export async function sendJob<Name extends QueueName>(
  name: Name,
  payload: Payload<Name>,
  key: string,
): Promise<void> {
  const client = await boss();
  await client.send(name, payloads[name].parse(payload), { singletonKey: key });
}
