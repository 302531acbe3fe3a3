import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';

/** What a reader of one kind of document wants to hear of. Names come without their prefixes. */
export interface XmlListener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** The document is not read on: it is no XML, ends early, or brings a document type, which only attacks do. */
export class XmlFault extends Error {
  constructor(readonly code: 'damaged' | 'document_type' | 'truncated') {
    super(code);
  }
}

/** No statement and no sheet has elements so deep in each other; of an attack each of them would cost as much as all around it. */
const DEEPEST = 128;

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Scans a document as its bytes come, which are UTF-8, or its text, and yields after each piece what the listener has found until then. Entities
 * other than the five of XML do not exist here, and none is ever loaded.
 * @throws {XmlFault}
 */
export async function* scanXml<Found>(pieces: AsyncIterable<Uint8Array | string>, listener: XmlListener, take: () => Found): AsyncGenerator<Found> {
  const parser = new SaxesParser({ position: false });
  let fault: XmlFault | null = null;
  let depth = 0;
  parser.on('doctype', () => (fault ??= new XmlFault('document_type')));
  // The first one ends it: each further one of a damaged piece costs an error with its stack, and there can be one for each byte.
  parser.on('error', () => {
    throw (fault ??= new XmlFault('damaged'));
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > DEEPEST) fault ??= new XmlFault('damaged');
    if (fault === null) listener.open(withoutPrefix(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('text', (text) => listener.text(text));
  parser.on('closetag', (tag) => {
    depth -= 1;
    if (fault === null) listener.close(withoutPrefix(tag.name));
  });
  const decoder = new StringDecoder('utf8');
  for await (const piece of pieces) {
    parser.write(typeof piece === 'string' ? piece : decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length)));
    if (fault !== null) throw fault as XmlFault;
    yield take();
  }
  try {
    parser.write(decoder.end());
    parser.close();
  } catch (error) {
    if (error instanceof XmlFault && error.code !== 'document_type') throw new XmlFault('truncated');
    throw error;
  }
  if (fault !== null) throw (fault as XmlFault).code === 'document_type' ? fault : new XmlFault('truncated');
  yield take();
}

/** Scans a small document whole. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  const scan = scanXml(bytes, listener, () => null);
  while ((await scan.next()).done !== true);
}
