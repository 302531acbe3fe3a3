import { EventStreamReader, type StreamEvent } from '@/features/training/lib/event-stream.ts';
import { LIVE_NEWS, type LiveNews } from './live-state.ts';

/** What came over the stream, as far as this page knows it: what a later gateway adds is passed over. */
export function newsOf({ event, id, data }: StreamEvent): LiveNews | null {
  const known = LIVE_NEWS.find((name) => name === event);
  if (known === undefined || id === null) return null;
  const told: unknown = JSON.parse(data);
  return { event: known, place: id, topic: memberOf(told, 'topic'), subject: memberOf(told, 'subject') };
}

function memberOf(told: unknown, name: string): string {
  const value: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, name) : null;
  return typeof value === 'string' ? value : '';
}

/** Reads the stream to its end. */
export async function readNews(body: ReadableStream<Uint8Array>, hear: (news: LiveNews) => void): Promise<void> {
  const events = new EventStreamReader();
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    for (const event of events.push(part.value)) {
      const news = newsOf(event);
      if (news) hear(news);
    }
}
