import { isApiKey, type Clock } from '@payport/domain';
import { apiKeySha256, type SecretSeal } from '@payport/persistence';
import { ProblemError } from '../../../http/problem-error.ts';
import type { ApiCaller, ApiKeyRepository, KnownKey } from '../api-key.repository.ts';
import { NOT_SIGNED, OTHER_NETWORK, TOO_MANY_CALLS, TOO_MANY_WRONG_KEYS } from './door-texts.ts';
import type { NonceRepository } from './nonce.repository.ts';
import { checkSignature, type SignatureFault, type SignedRequest } from './request-signature.ts';
import { mayComeFrom, sourceName } from './source-network.ts';
import { TokenBuckets, type Rate } from './token-buckets.ts';

/** Of a key without a rate of its own. The contract asks for a burst of at least 200. */
export const USUAL_RATE: Rate = { perSecond: 100, burst: 500 };
/** Wrong keys and signatures from one address. */
export const WRONG_RATE: Rate = { perSecond: 1, burst: 100 };
/** Keys that were let in and are remembered as such. */
const MOST_GUESTS = 1_000;

export interface SonataDoorPorts {
  readonly keys: ApiKeyRepository;
  readonly nonces: NonceRepository;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly signingSecrets: Pick<SecretSeal, 'open'>;
}

export interface Knock {
  /** From the header: what follows `Bearer`. */
  readonly key: string | undefined;
  /** Behind trusted proxies that of the caller, else of the connection. */
  readonly source: string;
}

export interface SignedKnock extends SignedRequest {
  readonly source: string;
  readonly header: (name: string) => string | undefined;
}

/** Who may come in, in this order: tries of the address, key, network, signature, rate, nonce. */
export class SonataDoor {
  private readonly calls: TokenBuckets;
  private readonly wrong: TokenBuckets;
  /** A till that was let in goes on working while somebody behind the same address tries keys. */
  private readonly guests = new Set<string>();

  constructor(private readonly ports: SonataDoorPorts) {
    this.calls = new TokenBuckets(ports.clock);
    this.wrong = new TokenBuckets(ports.clock);
  }

  /** Finds the key of a request; `admit` or `admitSigned` comes next. @throws ProblemError */
  async knownKey({ key, source }: Knock): Promise<KnownKey> {
    // A mistyped key is told from its own check characters; only a well-made one costs a look into the database.
    const digest = key !== undefined && isApiKey(key) ? apiKeySha256(key) : null;
    const guest = digest !== null && this.guests.has(digest.toString('hex'));
    const name = sourceName(source);
    const wait = this.wrong.wait(name, WRONG_RATE);
    if (wait !== null && !guest) throw tooMany(wait, TOO_MANY_WRONG_KEYS);
    const known = digest === null ? null : await this.ports.keys.find(digest);
    if (!known) {
      // Only here: all tills of a hotel may come at once, from one address and with a right key.
      this.wrong.take(name, WRONG_RATE);
      throw new ProblemError('unauthorized', { headers: { 'WWW-Authenticate': 'Bearer realm="payport"' } });
    }
    if (!mayComeFrom(known.networks, source)) throw new ProblemError('forbidden', { detail: OTHER_NETWORK });
    return known;
  }

  /** @throws ProblemError `rate-limited` */
  async admit(known: KnownKey): Promise<ApiCaller> {
    const wait = this.calls.take(known.caller.keyId, known.rate ?? USUAL_RATE);
    if (wait !== null) throw tooMany(wait, TOO_MANY_CALLS);
    await this.ports.keys.touch(known);
    this.remember(known.sha256.toString('hex'));
    return known.caller;
  }

  /** As `admit`, for a key whose requests are signed. @throws ProblemError */
  async admitSigned(known: KnownKey, sealed: Buffer, { source, header, ...request }: SignedKnock): Promise<ApiCaller> {
    const { nonces, signingSecrets, clock } = this.ports;
    const { keyId } = known.caller;
    const secret = signingSecrets.open(sealed, keyId);
    // Our set-up is wrong (AUTH_SECRET was changed): that is no fault of the caller, and no reason to let them in unsigned.
    if (!secret) throw new Error('the signing secret of a key cannot be opened: was AUTH_SECRET changed?');
    const checked = checkSignature(secret, request, header, clock.now());
    if (!checked.ok) {
      const wait = checked.fault === 'signature-wrong' ? this.wrong.take(sourceName(source), WRONG_RATE) : null;
      throw wait === null ? notSigned(checked.fault) : tooMany(wait, TOO_MANY_WRONG_KEYS);
    }
    const caller = await this.admit(known);
    if (!(await nonces.take(keyId, checked.stamp.nonce, checked.atMs))) throw notSigned('signature-replayed');
    return caller;
  }

  private remember(digest: string): void {
    if (this.guests.size >= MOST_GUESTS) this.guests.clear();
    this.guests.add(digest);
  }
}

const tooMany = (seconds: number, detail: typeof TOO_MANY_CALLS): ProblemError =>
  new ProblemError('rate-limited', { detail, headers: { 'Retry-After': String(seconds) } });

const HEADER_OF: Readonly<Record<SignatureFault | 'signature-replayed', string>> = {
  'signature-missing': 'X-Signature',
  'signature-format': 'X-Signature',
  'signature-wrong': 'X-Signature',
  'signature-expired': 'X-Signature-Timestamp',
  'signature-replayed': 'X-Signature-Nonce',
};

const notSigned = (code: SignatureFault | 'signature-replayed'): ProblemError =>
  new ProblemError('unauthorized', { detail: NOT_SIGNED, errors: [{ pointer: HEADER_OF[code], code, message: '' }] });
