// How does a relying party of this folder speak with whoever drives it?
//
// A line of JSON comes in with the settings of a sign-in, a line with the authorization request goes
// out, the address of the answer comes in, a line with the verdict goes out; then the next sign-in.

import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const heard = async () => (await lines.next()).value;
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

// Sign in once for each line of settings. `signIn` calls `at` with the step it comes to, and `ask`
// with the authorization request, for the answer; it returns what the person's sign-in came to.
export async function converse(signIn) {
  for (let line = await heard(); line !== undefined; line = await heard()) {
    let step;
    const at = (name) => (step = name);
    const ask = async (request) => {
      say({ authorization_request: String(request) });
      return new URL(await heard());
    };
    try {
      say(await signIn(JSON.parse(line), { at, ask }));
    } catch (error) {
      say({ refused: step, error: named(error), message: reasons(error).join(" < ") });
    }
  }
}

const named = (error) => error.code ?? error.name;

// What an error says, and what those say that caused it.
function reasons(error) {
  if (!(error instanceof Error)) return error?.claim ? [error.claim] : [];
  const said = [named(error), error.message, error.error, error.error_description];
  return [said.filter(Boolean).join(": "), ...reasons(error.cause)];
}
