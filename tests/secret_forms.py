"""Secrets as they are written, and their look-alikes: two tables of forms, filled from a seed."""

import base64
import json
from collections.abc import Callable
from random import Random

LOWER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
ALNUM = LOWER.upper() + LOWER + DIGITS
HEX = DIGITS + "abcdef"
WORDS = str.split("amber birch candle dolphin ember falcon glacier harbor indigo juniper kestrel lantern meadow nectar")


class Draw:
    """Draws the parts of a secret."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def of(self, count: int, letters: str = ALNUM) -> str:
        return "".join(self.random.choice(letters) for _ in range(count))

    def hex(self, count: int) -> str:
        return self.of(count, HEX)

    def safe(self, count: int) -> str:
        return self.of(1) + self.of(count - 2, ALNUM + "_-") + self.of(1)

    def base64(self, count: int) -> str:
        return base64.b64encode(self.random.randbytes(count)).decode()

    def uuid(self) -> str:
        return f"{self.hex(8)}-{self.hex(4)}-4{self.hex(3)}-a{self.hex(3)}-{self.hex(12)}"

    def word(self) -> str:
        return self.random.choice(WORDS)

    def password(self) -> str:
        return self.word().title() + self.of(3, DIGITS) + self.random.choice("!$%&*?") + self.of(3)

    def phrase(self) -> str:
        return f"{self.word().title()}-{self.word()}-{self.of(3, '23456789')}"

    def jwt(self) -> str:
        head, body = {"alg": "HS256", "typ": "JWT"}, {"sub": self.word(), "iat": self.random.randrange(10**9)}
        parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (head, body)]
        return ".".join([*parts, self.safe(43)])

    def pem(self, kind: str) -> str:
        lines = "\n".join(self.base64(48) for _ in range(8))
        return f"-----BEGIN {kind}PRIVATE " + f"KEY-----\n{lines}\n-----END {kind}PRIVATE " + "KEY-----"

    def aws(self) -> str:
        return "AK" + "IA" + self.of(16, LOWER.upper() + "234567")


Make = Callable[[Draw], str]

# tokens that their vendors' forms give away, bare in a sentence
TOKENS: dict[str, Make] = {
    "aws id": Draw.aws,
    "aws session": lambda d: "AS" + "IA" + d.of(16, LOWER.upper() + "234567"),
    "github": lambda d: "gh" + "p_" + d.of(36),
    "github oauth": lambda d: "gh" + "o_" + d.of(36),
    "github server": lambda d: "gh" + "s_" + d.of(36),
    "github fine": lambda d: "github" + "_pat_" + d.of(22) + "_" + d.of(59),
    "gitlab": lambda d: "gl" + "pat-" + d.safe(20),
    "gitlab runner": lambda d: "gl" + "rt-" + d.safe(20),
    "openai": lambda d: "sk-" + d.of(48),
    "openai project": lambda d: "sk-" + "proj-" + d.safe(120),
    "openai service": lambda d: "sk-" + "svcacct-" + d.safe(90),
    "anthropic": lambda d: "sk-" + "ant-api03-" + d.safe(93) + "AA",
    "slack bot": lambda d: "xo" + f"xb-{d.of(12, DIGITS)}-{d.of(12, DIGITS)}-{d.of(24)}",
    "slack user": lambda d: "xo" + f"xp-{d.of(11, DIGITS)}-{d.of(11, DIGITS)}-{d.of(12, DIGITS)}-{d.hex(32)}",
    "slack app": lambda d: "xa" + f"pp-1-A{d.of(10)}-{d.of(13, DIGITS)}-{d.hex(64)}",
    "slack hook": lambda d: "https://hooks." + f"slack.com/services/T{d.of(8)}/B{d.of(8)}/{d.of(24)}",
    "google": lambda d: "AI" + "za" + d.safe(35),
    "google oauth": lambda d: "GOC" + "SPX-" + d.safe(28),
    "google access": lambda d: "ya" + "29." + d.safe(120),
    "stripe live": lambda d: "sk" + "_live_" + d.of(24),
    "stripe long": lambda d: "sk" + "_live_51" + d.of(97),
    "stripe restricted": lambda d: "rk" + "_live_" + d.of(24),
    "stripe hook": lambda d: "wh" + "sec_" + d.of(32),
    "twilio": lambda d: "S" + "K" + d.hex(32),
    "sendgrid": lambda d: "S" + "G." + d.safe(22) + "." + d.safe(43),
    "mailgun": lambda d: "ke" + "y-" + d.hex(32),
    "mailchimp": lambda d: d.hex(32) + "-u" + "s12",
    "npm": lambda d: "np" + "m_" + d.of(36),
    "pypi": lambda d: "py" + "pi-AgE" + "IcHlwaS5vcmc" + d.safe(150),
    "digitalocean": lambda d: "do" + "p_v1_" + d.hex(64),
    "heroku": lambda d: "HR" + "KU-" + d.uuid(),
    "huggingface": lambda d: "h" + "f_" + d.of(34),
    "telegram": lambda d: d.of(9, "123456789") + ":A" + "AH" + d.safe(32),
    "shopify": lambda d: "shp" + "at_" + d.hex(32),
    "docker": lambda d: "dckr" + "_pat_" + d.safe(27),
    "databricks": lambda d: "da" + "pi" + d.hex(32),
    "vault": lambda d: "hv" + "s." + d.safe(90),
    "jwt": Draw.jwt,
    "rsa": lambda d: d.pem("RSA "),
    "openssh": lambda d: d.pem("OPENSSH "),
    "pkcs8": lambda d: d.pem(""),
    "ec": lambda d: d.pem("EC "),
}
BARE = ("Do not share {} with them", "It printed\n{}\n")

KEYS: tuple[Make, ...] = (
    lambda d: d.of(32),
    lambda d: d.safe(32),
    lambda d: d.safe(43),
    lambda d: d.hex(32),
    lambda d: d.hex(64),
    lambda d: d.base64(30),
    lambda d: d.of(24, LOWER + DIGITS),
    Draw.uuid,
)
# names that tell of a key, in the ways of settings and of code; each row with the next kind of key
ASSIGNED = (
    "client_secret: {}",
    'api_key = "{}"',
    "API_KEY={}",
    'export SECRET_KEY="{}"',
    "export GITHUB_TOKEN={}",
    '{{"apiKey": "{}"}}',
    '  "client_secret": "{}",',
    "auth_token: '{}'",
    "const accessToken = '{}';",
    'let API_SECRET = "{}"',
    "app.config['SECRET_KEY'] = '{}'",
    'os.environ["OPENAI_API_KEY"] = "{}"',
    "HEROKU_API_KEY={}",
    "heroku api key: {}",
    "[default]\nsecret_access_key = {}",
    "aws_secret_access_key={}",
    "AZURE_CLIENT_SECRET='{}'",
    "azure:\n  account-key: {}\n",
    'headers = {{"Authorization": "Bearer {}"}}',
    "curl -H 'Authorization: Bearer {}' https://a.org",
    "Authorization: Basic {}",
    "TWILIO_AUTH_TOKEN={}",
    'auth_token="{}")',
    "client = Client(api_key='{}')",
    "<add key=\"x\" /><apiKey value='1'/> api_key: {}",
    "set API_TOKEN={}",
    "$env:API_KEY = '{}'",
    "--api-key={} --verbose",
    "https://a.org/v1/users?api_key={}&page=2",
    "https://a.org/v1?access_token={}",
    'private static final String API_KEY = "{}";',
    'define("SECRET_KEY", "{}");',
    "secret => '{}',",
    "encryption_key := `{}`",
    "My API key is {}.",
    "The access token is: {}",
    "token: {}",
    "Here is my secret key: `{}`",
    "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={}==;EndpointSuffix=core.windows.net",
    "Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=b;SharedAccessKey={}=",
)
PASSWORDS = (
    "password={}",
    "PASSWORD={}",
    "DB_PASSWORD={}",
    'DB_PASSWORD="{}"',
    "export PGPASSWORD='{}'",
    'password = "{}"',
    "password: {}",
    "  password: '{}'",
    '{{"user": "bob", "password": "{}"}}',
    "'PASSWORD': '{}',",
    "mysql_pwd={}",
    "[client]\nuser = bob\npassword = {}\n",
    "spring.datasource.password={}",
    'connect(host="a", user="bob", passwd="{}")',
    "Server=a;Database=b;User Id=c;Password={};",
    "Server=a;Uid=c;Pwd={};",
    "curl -u bob:{} https://a.org",
    'curl --user "bob:{}" https://a.org',
    "My password is {}.",
    "The password for the router is {}",
    "Your new password: {}",
    "the wifi password was {} last year",
    "Log in with the password '{}'.",
    "Username: bob\nPassword: {}\nThanks",
    "I changed my password to {}.",
    "Mein Passwort ist {}.",
    "Mon mot de passe est {}",
    "La contraseña es {}",
)
URLS = (
    "postgres://bob:{}@db.acme.io:5432/app",
    "postgresql+psycopg2://bob:{}@localhost/app",
    "mysql://root:{}@10.0.0.5/shop",
    "mongodb+srv://bob:{}@cluster0.abcde.mongodb.net/?retryWrites=true",
    "redis://:{}@cache.acme.io:6379/0",
    "amqp://bob:{}@mq.acme.io:5672",
    "https://bob:{}@git.acme.io/repo.git",
    "ftp://bob:{}@files.acme.io/x",
    "DATABASE_URL=postgres://bob:{}@db/app",
    'create_engine("mssql://bob:{}@sql/app")',
)


def secrets(seed: int) -> list[tuple[str, str]]:
    """Each text with the secret in it."""
    draw, made = Draw(seed), list[tuple[str, str]]()
    for number, make in enumerate(TOKENS.values()):
        made.append((BARE[number % 2], make(draw)))
    for number, form in enumerate(ASSIGNED):
        strong = "Account" in form or "Shared" in form or "Basic" in form
        made.append((form, draw.base64(63) if strong else KEYS[(number + seed) % len(KEYS)](draw)))
    for number, form in enumerate(PASSWORDS):
        made.append((form, draw.phrase() if number % 4 == 3 else draw.password()))
    made += [(form, draw.word() + draw.of(8)) for form in URLS]
    return [(form.format(value), value.rstrip("=")) for form, value in made]


# what stands where a secret would, behind names that tell of one
STAND_INS = str.split(
    "YOUR_API_KEY your-api-key-here <YOUR_TOKEN> <token> {token} {{token}} ${TOKEN} $TOKEN %TOKEN% [your_token] xxxx "
    "XXXXXXXXXXXXXXXX xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx **** ******** ... abc... changeme change_me secret "
    "password none null true undefined required insert_key_here REPLACE_WITH_KEY my_secret_key mysecretpassword "
    "os.environ['API_KEY'] os.getenv('TOKEN2') process.env.API_KEY1 getpass() getpass.getpass() input() "
    "config['key1'] settings.SECRET_KEY1 secrets.token_hex(16) generate_token(32) get_token() self.token1 "
    "request.form['password1'] user.password hash_password(password1) password123 P@ssw0rd! letmein1 test1234 "
    "example-token-123 hunter2 abc123 admin123 12345678 qwerty123"
)
STAND_IN_FORMS = ("api_key = {}", "password: {}", 'token = "{}"', "SECRET_KEY={}")
# ordinary text and code; {h40}: so many hex digits, {u}: a UUID, {b}: base64, {w}: a word
KEPT = (
    "commit {h40}",
    "git checkout {h40}",
    "fixed in {h7} and {h8}",
    "HEAD is now at {h7} add the password form",
    "sha256:{h64}",
    "sha256sum: {h64}  a.iso",
    "md5 = {h32}",
    "password_hash = '{h64}'",
    'password_digest: "{h40}"',
    "key_id: {u}",
    "id: {u}",
    "the request {u} failed",
    "https://a.org/items/{u}",
    "data:image/png;base64,{b}",
    '<img src="data:image/gif;base64,{b}" alt="key">',
    'integrity="sha384-{b}"',
    "ETag: {h32}",
    '<div class="btn btn-primary key-2 col-md-6">',
    ".token-string { color: #a31515; }",
    ".password-input-2 { margin: 0 12px; }",
    "password = input()",
    'password = input("Enter your password: ")',
    "password = getpass.getpass('Password1: ')",
    "password is required",
    "Password is too short.",
    "Your password must be at least 8 characters",
    "password: must have 8-16 characters",
    "passwords: 12 or more characters",
    "The password was changed in 2019.",
    "Password: Step1 open the door",
    "Password: Part2 explains this",
    "password VARCHAR(255) NOT NULL,",
    "Password - a word that only you know",
    "The key is to practise daily",
    "The key to success: patience",
    "key: value",
    "key = 'name'",
    'keys = ["first_name", "last_name"]',
    "for key, value in items.items():",
    "dict[key] = value + 1",
    "primary key: customer_id2",
    "The key of C# minor",
    "Answer key: 1. A 2. B 3. C",
    "token = tokens[0]",
    "token: a word or a sign, as in word2vec",
    "tokens = text.split(' ')",
    "tokenizer = AutoTokenizer.from_pretrained('bert-base-uncased')",
    "max_tokens=2048",
    "token_type_ids = [0, 0, 1]",
    "next_token = model.generate(input_ids1)",
    "eos_token: '<|endoftext|>'",
    "The secret is out",
    "The secret: {w} and salt",
    "Victoria's secret: {w}",
    "secret santa: 25 euros at most",
    "secretary: {w} {w}",
    "accessKey = accessKeyInput.value",
    "const apiKey = useApiKeyFromContextProvider();",
    "api_key: MyApplicationSecretKeyProvider",
    "token = JwtAuthenticationTokenFilterFactoryBean",
    "private key = RSAPrivateKeyFactoryForTesting",
    "SECRET = AccountNumberLookupServiceClientV2",
    'key = "theQuickBrownFoxJumpsOverTheLazyDog"',
    "token_url = 'https://a.org/oauth2/token'",
    "secret_file: /run/secrets/db2_password",
    "password_file=/etc/app/pass2.txt",
    "key_file = 'certs/server2.key'",
    "-----BEGIN CERTIFICATE-----\n{b}\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\n{b}\n-----END PUBLIC KEY-----",
    "-----BEGIN RSA PRIVATE " + "KEY-----\n...\n-----END RSA PRIVATE " + "KEY-----",
    "ssh-rsa {b} bob@host",
    "https://user:password@host/",
    "postgres://user:${PASSWORD}@db/app",
    "https://a.org:8080/@name",
    "Authorization: Bearer <token>",
    "Authorization: Bearer YOUR_ACCESS_TOKEN_1",
    "Bearer of good news in 2020",
    "curl -u user:pass https://a.org",
    "curl -u $USER:$PASS https://a.org",
    "sk-learn-2 is no key",
    "skills: sk_live_ is how it begins",
    "A key begins with AKIA, then 16 characters",
    "the prefix gh" + "p_ is followed by 36 characters",
    "eyJ is how a token begins",
    "monkey: {w}2 and donkey: {w}3",
    "keyboard: QWERTY, 104 keys",
    "keyword: {w}-{w}",
    "hotkey = 'ctrl+shift+f12'",
    "passage: {w} 12",
    "passenger: 14A",
    "compass: 270 degrees",
    "bypass = is_admin2",
    "foreign key: order_2019_id",
    "translation_key: 'home.title.v2'",
    "cache_key = f'{user_id}:{page2}'",
    "sort_key = lambda item1: item1[2]",
    "author: {w}, key: D major, opus 12",
    "color: #a1b2c3; key: {w}",
    "version: 1.2.3-beta4, token count: 4096",
)


def look_alikes(seed: int) -> list[str]:
    draw, made = Draw(seed), list[str]()
    for number, value in enumerate(STAND_INS):
        made.append(STAND_IN_FORMS[(number + seed) % len(STAND_IN_FORMS)].format(value))
    for form in KEPT:
        text = form
        for mark, make in _PARTS.items():
            while mark in text:
                text = text.replace(mark, make(draw), 1)
        made.append(text)
    return made


_PARTS: dict[str, Make] = {
    "{h7}": lambda d: d.hex(7),
    "{h8}": lambda d: d.hex(8),
    "{h32}": lambda d: d.hex(32),
    "{h40}": lambda d: d.hex(40),
    "{h64}": lambda d: d.hex(64),
    "{u}": Draw.uuid,
    "{b}": lambda d: d.base64(240),
    "{w}": Draw.word,
}
