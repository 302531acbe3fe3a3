import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { forgetDone, queueOf, toUpload, uploadOptions, uploadsKey } from './uploads.ts';

/** A gateway that answers when it is told to. */
function slowGateway() {
  const asked: string[] = [];
  const answers: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const send = (file: File): Promise<void> => {
    asked.push(file.name);
    return new Promise((resolve, reject) => answers.push({ resolve, reject }));
  };
  return { asked, answers, send };
}

const file = (name: string): File => new File(['a;b'], name);

function page(client: QueryClient, hotel: string, send: (file: File) => Promise<void>) {
  const observer = new MutationObserver(
    client,
    uploadOptions(hotel, send, () => undefined),
  );
  const leave = observer.subscribe(() => undefined);
  const give = (...names: readonly string[]): void => {
    forgetDone(client, hotel);
    for (const name of names) void observer.mutate(file(name)).catch(() => undefined);
  };
  return { give, leave };
}

const told = (client: QueryClient, hotel: string) =>
  queueOf(
    client
      .getMutationCache()
      .findAll({ mutationKey: uploadsKey(hotel) })
      .map(toUpload),
  );

it('files that wait are sent one after another though the page was left, and what failed is told to whoever comes back', async () => {
  const client = new QueryClient();
  const gateway = slowGateway();
  const { give, leave } = page(client, 'grand', gateway.send);
  give('a.csv', 'b.csv', 'c.csv');
  await expect.poll(() => gateway.asked).toEqual(['a.csv']);
  expect(told(client, 'grand')).toMatchObject({ reading: 'a.csv', waiting: 2, failed: [], done: 0 });
  leave();
  gateway.answers[0]!.resolve();
  await expect.poll(() => gateway.asked).toEqual(['a.csv', 'b.csv']);
  gateway.answers[1]!.reject(new Error('too large'));
  await expect.poll(() => gateway.asked).toEqual(['a.csv', 'b.csv', 'c.csv']);
  expect(client.isMutating({ mutationKey: uploadsKey(null) })).toBe(1);
  gateway.answers[2]!.resolve();
  await expect.poll(() => told(client, 'grand')).toMatchObject({ reading: null, waiting: 0, done: 3 });
  expect(told(client, 'grand').failed).toMatchObject([{ name: 'b.csv', error: new Error('too large') }]);

  const back = page(client, 'grand', gateway.send);
  back.give('d.csv');
  await expect.poll(() => told(client, 'grand')).toMatchObject({ reading: 'd.csv', failed: [], done: 0 });
});

it('what fails is still told while others of the same heap, or given meanwhile, are sent', async () => {
  const client = new QueryClient();
  const gateway = slowGateway();
  const { give } = page(client, 'grand', gateway.send);
  give('a.csv', 'b.csv');
  await expect.poll(() => gateway.asked).toHaveLength(1);
  gateway.answers[0]!.reject(new Error('no table'));
  await expect.poll(() => gateway.asked).toHaveLength(2);
  give('c.csv');
  expect(told(client, 'grand')).toMatchObject({ reading: 'b.csv', waiting: 1, failed: [{ name: 'a.csv' }] });
});

it('another hotel’s files wait for nobody, and are told there alone', async () => {
  const client = new QueryClient();
  const gateway = slowGateway();
  page(client, 'grand', gateway.send).give('a.csv', 'b.csv');
  page(client, 'park', gateway.send).give('c.csv');
  await expect.poll(() => gateway.asked).toEqual(['a.csv', 'c.csv']);
  expect(told(client, 'park')).toMatchObject({ reading: 'c.csv', waiting: 0 });
});
