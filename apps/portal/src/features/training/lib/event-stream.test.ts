import { expect, it } from 'vitest';
import { EventStreamReader } from './event-stream.ts';

const TEXT = ': heartbeat\n\nid: 3\nevent: payment\ndata: {"name":"Анна"}\n\nid: 4\ndata: a\ndata: b\n\nid: 5\nevent: payment\ndata: unfini';
const WHOLE = [
  { id: '3', event: 'payment', data: '{"name":"Анна"}' },
  { id: '4', event: 'message', data: 'a\nb' },
];

it('gives the events that are whole, and no heartbeat', () => {
  expect(new EventStreamReader().push(new TextEncoder().encode(TEXT))).toEqual(WHOLE);
});

it('reads the same when every byte comes alone, a letter of two bytes too', () => {
  const reader = new EventStreamReader();
  const events = Array.from(new TextEncoder().encode(TEXT), (byte) => reader.push(new Uint8Array([byte]))).flat();
  expect(events).toEqual(WHOLE);
});
