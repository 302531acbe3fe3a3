export interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** Takes a `text/event-stream` apart, however its bytes are cut. Comments (heartbeats) are passed over. */
export class EventStreamReader {
  #rest = '';
  readonly #decoder = new TextDecoder();

  /** The events that are whole after these bytes. */
  push(bytes: Uint8Array): readonly StreamEvent[] {
    const blocks = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split(/\r?\n\r?\n/);
    this.#rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const event = read(block);
      return event ? [event] : [];
    });
  }
}

function read(block: string): StreamEvent | null {
  const fields = new Map<string, string[]>();
  for (const line of block.split(/\r?\n/)) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name !== '') fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  const data = fields.get('data');
  return data ? { id: fields.get('id')?.at(-1) ?? null, event: fields.get('event')?.at(-1) ?? 'message', data: data.join('\n') } : null;
}
