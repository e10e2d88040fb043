import { compiled, NOTICE } from './sources.mjs';

/** Who may do what: every endpoint with its permission, and the roles that carry it. */
export async function permissionsPage(openApiText) {
  const { PERMISSIONS, ROLES } = await compiled('src/http/permissions.ts');
  const operations = endpointsOf(JSON.parse(openApiText));
  const wide = [...ROLES, 'self'];
  const rows = operations.map(({ method, path, needs }) => {
    const marks = wide.map((who) => mark(PERMISSIONS[needs], who));
    return `| \`${method} ${path}\` | ${needs} | ${marks.join(' | ')} |`;
  });
  return [
    NOTICE,
    '# Who may do what',
    '',
    'Every endpoint names one permission, and `src/http/permissions.ts` says which roles carry it. ✓ = a',
    'grant of that role, within its scope (a station, an organisation, a division, everything); `self` =',
    'the volunteer the data is about. An endpoint that is public says so; one that says nothing is closed',
    'to everybody. `test/journeys/permissions.journey.spec.ts` tries every line as every role.',
    '',
    `| endpoint | permission | ${wide.join(' | ')} |`,
    `|---|---|${wide.map(() => '---').join('|')}|`,
    ...rows,
    '',
  ].join('\n');
}

export function endpointsOf({ paths }) {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      needs: operation['x-permission'] ?? 'none: closed',
    })),
  );
}

function mark(permission, who) {
  if (!permission) return '·';
  if (permission.everyone) return '✓';
  if (who === 'self') return permission.self ? '✓' : '';
  return permission.roles.includes(who) ? '✓' : '';
}
