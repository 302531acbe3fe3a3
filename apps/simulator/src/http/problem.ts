/** An error answer of the control interface (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  toJson(): Readonly<Record<string, string | number>> {
    return {
      type: `urn:payport:simulator:problem:${this.code}`,
      title: TITLES[this.code] ?? this.code,
      status: this.status,
      code: this.code,
      detail: this.message,
    };
  }
}

const TITLES: Readonly<Record<string, string>> = {
  'not-found': 'Not found',
  'method-not-allowed': 'Method not allowed',
  'forbidden-origin': 'Only programs of this machine may ask',
  'unsupported-media-type': 'JSON wanted',
  'body-too-large': 'Body too large',
  'validation-failed': 'The request does not fit',
  'not-now': 'The device waits for nothing of that sort',
  conflict: 'Conflict',
  internal: 'Internal error',
};
