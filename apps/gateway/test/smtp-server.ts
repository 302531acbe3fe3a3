import { createServer, type Server, type Socket } from 'node:net';

export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  /** As it came, headers and body. */
  readonly source: string;
}

/** The least that is a mail server: takes every mail, or refuses at the command that it is told to refuse. */
export class SmtpServer {
  readonly received: ReceivedMail[] = [];
  refuse: 'MAIL' | 'DATA' | null = null;
  #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<SmtpServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const smtp = new SmtpServer(server, (server.address() as { port: number }).port);
    server.on('connection', (socket) => smtp.serve(socket));
    return smtp;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let [from, to, data, pending] = ['', '', null as string | null, ''];
    say('220 test ESMTP');
    socket.on('data', (chunk) => {
      pending += chunk.toString('utf8');
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (data !== null) {
          if (line !== '.') {
            data += `${line}\n`;
            continue;
          }
          this.received.push({ from, to, source: data });
          data = null;
          say('250 taken');
          continue;
        }
        const command = line.slice(0, 4).toUpperCase();
        if (command === this.refuse) say('550 no');
        else if (command === 'EHLO') say('250 test');
        else if (command === 'DATA') {
          data = '';
          say('354 go on');
        } else if (command === 'QUIT') {
          say('221 bye');
          socket.end();
        } else {
          if (command === 'MAIL') from = /<(.*?)>/.exec(line)?.[1] ?? '';
          if (command === 'RCPT') to = /<(.*?)>/.exec(line)?.[1] ?? '';
          say('250 ok');
        }
      }
    });
  }
}

/** The readable parts of a mail: what its transfer encoding hides is shown. */
export function readable({ source }: ReceivedMail): string {
  return source
    .split(/\n--/)
    .map((part) => {
      const [head = '', ...body] = part.split('\n\n');
      const text = body.join('\n\n');
      if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
      const bytes = text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    })
    .join('\n');
}
