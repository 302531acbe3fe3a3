import type { ReadLimits } from '../limits.ts';
import { readXml, type XmlListener } from '../xml/xml-scan.ts';

/** More texts than a table of operations has. */
export class SharedTextsTooLarge extends Error {}

/** The texts that the cells of a workbook point to by number. Hints for pronunciation (`rPh`) are no text. */
export async function readSharedTexts(bytes: AsyncIterable<Uint8Array>, limits: Pick<ReadLimits, 'maxSharedChars'>): Promise<string[]> {
  const texts = new SharedTexts(limits.maxSharedChars);
  await readXml(bytes, texts);
  return texts.all;
}

class SharedTexts implements XmlListener {
  readonly all: string[] = [];
  private chars = 0;
  private current = '';
  private inText = false;
  private inHint = false;

  constructor(private readonly maxChars: number) {}

  open(name: string): void {
    if (name === 'si') this.current = '';
    else if (name === 't') this.inText = !this.inHint;
    else if (name === 'rPh') this.inHint = true;
  }

  text(text: string): void {
    if (!this.inText) return;
    this.chars += text.length;
    if (this.chars > this.maxChars) throw new SharedTextsTooLarge();
    this.current += text;
  }

  close(name: string): void {
    if (name === 'si') this.all.push(this.current);
    else if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inHint = false;
  }
}
