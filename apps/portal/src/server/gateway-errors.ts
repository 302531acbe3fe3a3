import type { Problem } from '@payport/contracts';
import { awayDigest } from '@/failure-digest.ts';

/**
 * The gateway said no, or could not be asked. `digest` is what the framework carries over to the error page, so that
 * the visitor can read out the request id that stands in the logs.
 */
export abstract class GatewayFailure extends Error {
  readonly digest: string;
  constructor(
    message: string,
    readonly requestId: string,
    options?: ErrorOptions,
    digest = requestId,
  ) {
    super(message, options);
    this.digest = digest;
  }
}

/** An answer with a problem: the caller may tell its `detail` to the visitor. */
export class GatewayRefusal extends GatewayFailure {
  override readonly name = 'GatewayRefusal';
  constructor(
    readonly status: number,
    readonly problem: Pick<Problem, 'code' | 'title' | 'detail'> | null,
    requestId: string,
  ) {
    super(`The gateway answered ${status}${problem ? ` ${problem.code}` : ''}`, requestId);
  }
}

/** No answer: the gateway is down, or slower than the limit. */
export class GatewayUnreachable extends GatewayFailure {
  override readonly name = 'GatewayUnreachable';
  constructor(message: string, requestId: string, options?: ErrorOptions) {
    super(message, requestId, options, awayDigest(requestId));
  }
}

/** An answer that the contract does not describe: portal and gateway are of different versions, or one has a fault. */
export class GatewayContractBroken extends GatewayFailure {
  override readonly name = 'GatewayContractBroken';
}
