import type { SmtpConfig } from '../../config/smtp.config.ts';
import type { SendMail } from './mailer.ts';

/** A person waits for the answer; a server that needs longer for any of its replies is down, ms. */
const LIMIT_MS = 10_000;

/** Sends through an SMTP server. Its certificate is checked; the library is loaded with the first mail. */
export function smtpSender({ host, port, secure, requireTls, auth, from }: SmtpConfig): SendMail {
  const transport = import('nodemailer').then(({ createTransport }) =>
    createTransport({
      host,
      port,
      secure,
      requireTLS: requireTls,
      ...(auth ? { auth: { ...auth } } : {}),
      tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
      connectionTimeout: LIMIT_MS,
      greetingTimeout: LIMIT_MS,
      socketTimeout: LIMIT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  );
  const domain = from.replace(/^.*@|>$/g, '');
  return async ({ id, to, subject, text, html }) => {
    const messageId = id === undefined ? {} : { messageId: `<${id}@${domain}>` };
    await (await transport).sendMail({ from, to: { name: '', address: to }, subject, text, html, ...messageId });
  };
}
