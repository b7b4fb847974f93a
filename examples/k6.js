// Loads a ContextForge gateway as the users that gatefill generated; see docs/use-cases.md.
//
// Readers list and read objects, and callers call tools. With WRITE=1, a writer creates resources
// and deletes them again. Other variables: HOST, FIXTURES (an absolute path), USERS, DURATION.

import http from 'k6/http';
import { check, sleep } from 'k6';
import { SharedArray } from 'k6/data';

const host = __ENV.HOST || 'http://localhost:4444';
const api = `${host}/v1`; // Just the host for releases before 1.0.5.
const kinds = ['tools', 'resources', 'prompts', 'servers'];
const [accessDenied, internalError] = [-32003, -32603];

function load(name, file, keep) {
  return new SharedArray(name, () => {
    const lines = open(`${__ENV.FIXTURES}/${file}.jsonl`).trim().split('\n');
    const usable = lines.map((line) => JSON.parse(line)).filter(keep);
    if (!usable.length) throw new Error(`no usable fixtures for ${name}: export more rows`);
    return usable;
  });
}

// Whether a token has these permissions; one that lists none has those of its user's roles.
function allows({ permissions }, ...names) {
  return permissions.length === 0 || names.every((name) => permissions.includes(name));
}

const tokens = load('all tokens', 'tokens', () => true);
// Only roles in a team allow more than reading.
const callers = load('callers', 'tokens', (row) =>
  row.team_id && allows(row, 'tools.read', 'tools.execute', 'servers.use'));
const writers = __ENV.WRITE && load('writers', 'tokens', (row) =>
  row.team_id && allows(row, 'resources.create', 'resources.delete'));
// Every token may see public objects. A hot file repeats an object as often as it is used.
const rows = {};
kinds.forEach((kind) => { rows[kind] = load(kind, kind, (row) => row.visibility === 'public'); });

const [executor, duration] = ['constant-vus', __ENV.DURATION || '60s'];
const vus = Math.ceil(Number(__ENV.USERS || 20) / 3);
const scenarios = {
  readers: { executor, duration, vus: 2 * vus, exec: 'read' },
  callers: { executor, duration, vus, exec: 'call' },
};
if (__ENV.WRITE) scenarios.writer = { executor, duration, vus: 1, exec: 'write' };
export const options = { scenarios, thresholds: { checks: ['rate>0.99'] } };

let token; // of this virtual user
const pick = (list) => list[Math.floor(Math.random() * list.length)];

function send(method, url, name, body = null, expected = [200]) {
  const headers = { Authorization: `Bearer ${token.token}`, 'Content-Type': 'application/json' };
  const extra = { headers, tags: { name }, responseCallback: http.expectedStatuses(...expected) };
  const response = http.request(method, url, body && JSON.stringify(body), extra);
  check(response, { [`${method} ${name}`]: ({ status }) => expected.includes(status) });
  return response;
}

// Calls a JSON-RPC method. The status is 200 even if the answer is an error.
function rpc(method, params, expected = accessDenied) {
  const body = { jsonrpc: '2.0', id: 1, method, params };
  const response = send('POST', `${host}/rpc`, `/rpc ${method}`, body);
  const code = response.status === 200 && response.json('error.code');
  check(code, { [method]: () => !code || code === expected || code === accessDenied });
  // The roles of the token's user, unknown here, do not suffice: take another token.
  if (code === accessDenied) token = null;
}

// A value that fits the JSON schema of a generated tool.
function sample({ type, properties, required = [], items, minItems = 0, minLength = 1, ...more }) {
  const fields = required.map((name) => ({ [name]: sample(properties[name]) }));
  if (type === 'object') return Object.assign({}, ...fields);
  if (type === 'array') return Array(minItems).fill(0).map(() => sample(items));
  if (more.enum) return more.enum[0];
  if (type === 'string') return 'x'.repeat(minLength);
  return type === 'boolean' || (more.minimum === undefined ? 1 : more.minimum);
}

export function read() {
  token = token || pick(tokens);
  const kind = pick(kinds.filter((name) => allows(token, `${name}.read`)));
  const query = `${api}/${kind}?include_pagination=true&limit=${pick([10, 50, 100])}`;
  for (let page = 0, cursor = ''; page < 5 && cursor !== null; page += 1) {
    const response = send('GET', query + cursor, `/${kind}`);
    const next = response.status === 200 && response.json('nextCursor');
    cursor = next ? `&cursor=${next}` : null;
  }
  const row = pick(rows[kind]);
  const text = send('GET', `${api}/${kind}/${row.id}`, `/${kind}/[id]`).body;
  if (kind === 'resources' && allows(token, 'servers.use')) {
    rpc('resources/read', { uri: row.uri });
  } else if (kind === 'prompts' && allows(token, 'servers.use')) {
    // Without arguments the answer is the template, which names them.
    const names = (text || '').match(/{{ *\w+/g) || [];
    const values = names.map((name) => ({ [name.replace(/{{ */, '')]: 'x' }));
    rpc('prompts/get', { name: row.name, arguments: Object.assign({}, ...values) });
  }
  sleep(0.1);
}

// The tool's server does not exist, so the gateway authorizes the call, checks the arguments and
// records a failure. It does not wait: SSRF protection rejects hosts without an address.
export function call() {
  token = token || pick(callers);
  const row = pick(rows.tools);
  const response = send('GET', `${api}/tools/${row.id}`, '/tools/[id]');
  const schema = response.status === 200 && response.json('inputSchema');
  if (schema) rpc('tools/call', { name: row.name, arguments: sample(schema) }, internalError);
  sleep(0.1);
}

export function write() {
  token = token || pick(writers);
  const name = `loadtest-${Math.random().toString(36).slice(2)}`;
  const resource = { uri: `loadtest://${name}`, name, content: 'For a load test.' };
  const response = send('POST', `${api}/resources`, '/resources', { resource }, [200, 403]);
  const key = response.status === 200 && response.json('id');
  if (key) send('DELETE', `${api}/resources/${key}`, '/resources/[id]');
  else token = null;
  sleep(0.1);
}
