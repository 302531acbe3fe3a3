/** What somebody writes into, as far as it matters here. */
export interface Written {
  readonly isConnected: boolean;
  readonly type: string;
  readonly value: string;
}

/** Of no worth, or typed again in a moment. */
const CHEAP: readonly string[] = ['search', 'password', 'checkbox', 'radio', 'file'];

/** Knows whether something that somebody wrote would be lost with the page. */
export class TypedText {
  private readonly fields = new Set<Written>();

  typedInto(field: Written): void {
    this.fields.add(field);
  }

  holds(): boolean {
    for (const field of [...this.fields]) if (!field.isConnected) this.fields.delete(field);
    return [...this.fields].some(({ type, value }) => !CHEAP.includes(type) && value.trim() !== '');
  }
}

/** Of this page. */
export const typedText = new TypedText();
