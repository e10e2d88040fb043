import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const accessRejections = {
  'access/not-signed-in': { status: 401, zh: '请先登录。', en: 'Log in first.' },
  'access/not-permitted': {
    status: 403,
    zh: '您没有这项权限（{permission}）。',
    en: 'You may not do this ({permission}).',
  },
  'access/wrong-credentials': {
    status: 401,
    zh: '用户名或密码不正确。',
    en: 'The login name or the password is wrong.',
  },
  'access/token-invalid': {
    status: 401,
    zh: 'API 令牌无效或已撤销。',
    en: 'The API token is not valid, or it was revoked.',
  },
  'access/session-needed': {
    status: 403,
    zh: '此操作须用密码登录，API 令牌不能代替。',
    en: 'This needs a log-in with the password; an API token will not do.',
  },
  'access/cross-site': {
    status: 403,
    zh: '请求来自其他网站，已拒绝。',
    en: 'The request came from another site and was refused.',
  },
  'access/setup-done': {
    status: 409,
    zh: '初始设置已经完成。',
    en: 'The set-up was done already.',
  },
  'access/setup-token-wrong': {
    status: 403,
    zh: '设置链接无效；请使用服务启动时打印的最新链接。',
    en: 'This set-up link is not valid: use the one printed at the last start of the service.',
  },
  'access/account-unknown': {
    status: 404,
    zh: '没有这个账户。',
    en: 'There is no such account.',
  },
  'access/account-already-open': {
    status: 409,
    zh: '该账户已经开立。',
    en: 'This account is open already.',
  },
  'access/account-closed': { status: 409, zh: '该账户已注销。', en: 'This account is closed.' },
  'access/login-name-taken': {
    status: 409,
    zh: '这个用户名已被使用。',
    en: 'This login name is taken.',
  },
  'access/login-name-malformed': {
    status: 422,
    zh: '用户名须为 2 到 64 个字母、汉字、数字或 . _ - + @，不含空格。',
    en: 'A login name has 2 to 64 letters, digits or . _ - + @, without spaces.',
  },
  'access/password-too-short': {
    status: 422,
    zh: '密码至少 {least} 个字符。',
    en: 'A password has at least {least} characters.',
  },
  'access/password-too-long': {
    status: 422,
    zh: '密码至多 {most} 个字符。',
    en: 'A password has at most {most} characters.',
  },
  'access/password-too-simple': {
    status: 422,
    zh: '密码过于简单：须有至少 {distinct} 个不同字符，且不含用户名。',
    en: 'Too simple: use at least {distinct} different characters, and not the login name.',
  },
  'access/scope-unknown': {
    status: 422,
    zh: '没有这个范围（站点或组织不存在）。',
    en: 'There is no such scope: the station or organisation does not exist.',
  },
  'access/too-many-roles': {
    status: 422,
    zh: '一个账户至多 {most} 个角色。',
    en: 'An account has at most {most} roles.',
  },
  'access/last-administrator': {
    status: 409,
    zh: '这是最后一位系统管理员，不能移除。',
    en: 'This is the last administrator and cannot be removed.',
  },
  'access/token-unknown': {
    status: 404,
    zh: '没有这个 API 令牌。',
    en: 'There is no such API token.',
  },
  'access/too-many-tokens': {
    status: 422,
    zh: '一个账户至多 {most} 个有效的 API 令牌。',
    en: 'An account has at most {most} API tokens in force.',
  },
  'access/has-password': {
    status: 409,
    zh: '该账户已设密码；忘记密码请走找回流程。',
    en: 'This account has a password; if it is forgotten, start a recovery.',
  },
  'access/link-wrong': {
    status: 403,
    zh: '链接无效或已经用过，请向工作人员索取新链接。',
    en: 'This link is not valid, or it was used: ask the staff for a new one.',
  },
  'access/link-over': {
    status: 403,
    zh: '链接已过期，请向工作人员索取新链接。',
    en: 'This link has expired: ask the staff for a new one.',
  },
  'access/own-recovery': {
    status: 403,
    zh: '不能为自己办理找回，请由其他工作人员办理。',
    en: 'Nobody recovers their own account: somebody else on the staff does.',
  },
  'access/recovery-open': {
    status: 409,
    zh: '该账户已有一笔找回在办理，请先由另一人确认或等其过期。',
    en: 'A recovery of this account is under way: have it confirmed, or wait until it expires.',
  },
  'access/recovery-unknown': {
    status: 404,
    zh: '没有这笔找回申请。',
    en: 'There is no such recovery.',
  },
  'access/recovery-over': {
    status: 409,
    zh: '这笔找回已过期，请重新申请。',
    en: 'This recovery has expired: request it again.',
  },
  'access/second-person-needed': {
    status: 403,
    zh: '须由另一位工作人员确认，申请人不能自己确认。',
    en: 'A second person must confirm; who requested it may not.',
  },
  'access/second-factor-needed': {
    status: 401,
    zh: '请再输入验证器上的六位数字。',
    en: 'Enter the six digits of your authenticator as well.',
  },
  'access/second-factor-wrong': {
    status: 401,
    zh: '六位数字不正确或已经用过，请用新的一组。',
    en: 'The six digits are wrong or were used: take the next ones.',
  },
  'access/second-factor-unknown': {
    status: 404,
    zh: '没有待确认的验证器，请重新绑定。',
    en: 'There is no authenticator to confirm: begin again.',
  },
  'access/oidc-off': {
    status: 404,
    zh: '本站没有开通统一身份登录。',
    en: 'Logging in through an identity provider is not set up here.',
  },
  'access/oidc-unavailable': {
    status: 503,
    zh: '统一身份认证暂时无法访问；请稍后再试，或用用户名和密码登录。',
    en: 'The identity provider does not answer: try later, or log in with name and password.',
  },
  'access/oidc-not-begun': {
    status: 403,
    zh: '这次登录不是在此浏览器发起的，或已过期，请从登录页重新开始。',
    en: 'This log-in was not begun in this browser, or it took too long: begin at the log-in page.',
  },
  'access/oidc-used': {
    status: 403,
    zh: '这次登录已经用过，请从登录页重新开始。',
    en: 'This log-in was used already: begin again at the log-in page.',
  },
  'access/oidc-refused': {
    status: 401,
    zh: '统一身份认证没有确认您的身份，请从登录页重新开始。',
    en: 'The identity provider did not vouch for you: begin again at the log-in page.',
  },
  'access/identity-unlinked': {
    status: 403,
    zh: '这个身份还没有绑定账户；请先用用户名和密码登录，再到 /login/oidc/link 绑定。',
    en: 'No account is linked to this identity: log in with name and password, then link it at /login/oidc/link.',
  },
  'access/identity-taken': {
    status: 409,
    zh: '这个身份已绑定另一个账户；请先在那个账户解除绑定。',
    en: 'This identity is linked to another account: unlink it there first.',
  },
  'access/link-of-another': {
    status: 403,
    zh: '绑定须由发起它的账户完成；请用该账户登录后重新绑定。',
    en: 'The account that began to link must finish it: log in to it and begin again.',
  },
  'access/too-many-identities': {
    status: 422,
    zh: '一个账户至多绑定 {most} 个身份，请先解除一个。',
    en: 'An account has at most {most} linked identities: unlink one first.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(accessRejections);
