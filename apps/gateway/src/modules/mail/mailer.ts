import type { Mailed } from '@payport/contracts';
import type { Logger } from '@payport/logging';

export interface Mail {
  /** Of a mail that may be sent more than once: servers and readers show the same one once. */
  readonly id?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Hands a mail to a server. @throws Error where the server does not take it */
export type SendMail = (mail: Mail) => Promise<void>;

/** Mail is a convenience here: whatever it is about is also shown to whoever made it, so a failure is told and goes no further. */
export class Mailer {
  constructor(
    private readonly sender: SendMail | null,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  get enabled(): boolean {
    return this.sender !== null;
  }

  async send(mail: Mail): Promise<Mailed> {
    if (this.sender === null) return 'off';
    try {
      await this.sender(mail);
      return 'sent';
    } catch (error) {
      // The words of a mail server may quote the mail, and with it the link: only the kind of the failure is logged.
      this.log.warn({ code: codeOf(error) }, 'mail_not_sent');
      return 'failed';
    }
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : error instanceof Error ? error.name : 'unknown';
