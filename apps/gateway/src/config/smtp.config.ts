export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`); else it is begun by STARTTLS. */
  readonly secure: boolean;
  /** Refuse to speak to a server that offers no TLS. Not asked of a server on this very machine. */
  readonly requireTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
  readonly from: string;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const DEFAULT_PORT = { plain: 587, secure: 465 };

/** No query and no path: settings that weaken TLS cannot come in through the address. */
export function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const bare = ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
  return ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '' && bare;
}

/** `pay@hotel.example` or `PayPort <pay@hotel.example>`. */
export const isSender = (text: string): boolean => /^(?:[^<>@\r\n"]{1,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text);

export function smtpConfig(text: string, from: string): SmtpConfig {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? DEFAULT_PORT.secure : DEFAULT_PORT.plain) : Number(url.port),
    secure,
    requireTls: !secure && !LOOPBACK.includes(url.hostname),
    auth: url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    from,
  };
}
