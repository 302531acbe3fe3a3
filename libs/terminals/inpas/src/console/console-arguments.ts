import { decodeText } from '../code-page.ts';
import { FIELD } from '../constants.ts';
import type { SaRequest } from '../messages.ts';
import { requestFields, type Sender } from '../serializer.ts';
import { switchOf } from '../abilities.ts';
import type { InpasSettings } from '../settings.ts';
import { SWITCH, SWITCH_ORDER } from './console-constants.ts';

/**
 * The command line of a request: one switch a field, its value right behind it. A field that the program has no switch for is
 * left out; what cannot do without it does not exist on the driver.
 */
export function consoleArguments(request: SaRequest, settings: InpasSettings, sender: Sender): readonly string[] {
  const fields = requestFields(request, sender).flatMap(({ number, value }) => {
    const option = SWITCH.get(number) ?? switchOf(settings, number);
    return option === null ? [] : [{ number, argument: option + valueOf(number, decodeText(value)) }];
  });
  return fields.toSorted((left, right) => rank(left.number) - rank(right.number)).map(({ argument }) => argument);
}

/** Seen switches first, in the order in which they were seen; the rest by field number. */
function rank(number: number): number {
  const seen = SWITCH_ORDER.indexOf(number);
  return seen < 0 ? SWITCH_ORDER.length + number : seen;
}

/** Commands travel with zeros in front on the wire; people write them without. */
const valueOf = (number: number, text: string): string => (number === FIELD.command ? String(Number(text)) : text);
