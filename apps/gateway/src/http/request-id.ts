import type { Clock, Random } from '@payport/domain';
import { uuidV7 } from '@payport/domain';
import type { IncomingMessage } from 'node:http';

/** What a sane caller sends: printable, short, nothing that could break a log line. */
const SANE = /^[A-Za-z0-9._:-]{1,128}$/;

export function requestIds(clock: Clock, random: Random): (request: Pick<IncomingMessage, 'headers'>) => string {
  return (request) => {
    const given = request.headers['x-request-id'];
    return typeof given === 'string' && SANE.test(given) ? given : uuidV7(clock, random);
  };
}
