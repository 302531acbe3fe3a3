import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '..');
const READY_MS = 120_000;
const STOP_MS = 60_000;
const LINK = /http:\/\/\S+\/setup#token=\S+/;

/** PayPort as `npm start -- --no-demo` starts it, in a home of its own. */
export class EmptyProduct {
  private output = '';
  private ended = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly env: NodeJS.ProcessEnv,
    readonly home: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    child.once('close', () => (this.ended = true));
  }

  static async start(): Promise<EmptyProduct> {
    const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'payport-empty-')));
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABASE_|SMTP_|AUTH_SECRET|npm_)/.test(name)));
    const env = { ...inherited, PAYPORT_HOME: home, GATEWAY_PORT: '0', PORTAL_PORT: '0', SIMULATOR_PORT: '0', POSTGRES_PORT: '0' };
    const child = spawn(process.execPath, ['tools/test/launch-product.mjs', '--no-demo'], {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const product = new EmptyProduct(child, env, home);
    await product.until(() => product.output.includes('PayPort is running'), READY_MS);
    return product;
  }

  /** The link that the start has printed. */
  get setupLink(): string {
    const [link] = LINK.exec(this.output) ?? [];
    if (link === undefined) throw new Error(`no link in:\n${this.output}`);
    return link;
  }

  /** `npm run owner:reset`, while it runs. */
  async ownerReset(): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'tools/admin/reset-owner.ts'], { cwd: ROOT, env: this.env });
    const [link] = LINK.exec(stdout) ?? [];
    if (link === undefined) throw new Error(`owner:reset printed no link:\n${stdout}`);
    return link;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGINT');
    await this.until(() => this.ended, STOP_MS);
    rmSync(this.home, { recursive: true, force: true });
  }

  private async until(done: () => boolean, limitMs: number): Promise<void> {
    for (const deadline = performance.now() + limitMs; !done(); await delay(50)) {
      if (this.ended) throw new Error(`PayPort ended:\n${this.output}`);
      if (performance.now() > deadline) throw new Error(`PayPort takes too long:\n${this.output}`);
    }
  }
}
