"""Values that stand in standards, documentation and tutorials, and so say nothing of anybody."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# hosts that everybody writes where an address is meant to stand, without their last label
MAIL_HOSTS = _set("""
    example examples test testing tests domain yourdomain mydomain somedomain anydomain domainname company
    yourcompany mycompany somecompany companyname sample foo bar foobar baz acme website yourwebsite mysite
    yoursite site host server hostname email mail mailserver emaildomain abc xyz xxx placeholder dummy fake
    somewhere nowhere anywhere provider school university organization ejemplo exemple beispiel musterfirma
    esempio exemplo voorbeeld przyklad firma
""")

# but real ones among them
MAIL_PROVIDERS = _set("""
    mail.com mail.ru mail.de email.it email.cz firma.cz
""")

# names of mailboxes that stand for any, letters and digits only
MAILBOXES = _set("""
    user username user1 user2 user123 someuser youruser your yourname myname name email youremail myemail someone
    somebody anyone nobody test tester test1 test123 testuser example foo bar foobar johndoe janedoe jdoe doe
     maxmustermann mustermann erikamustermann noreply donotreply firstname lastname
    firstnamelastname firstlast first last vornamenachname nombre usuario nomprenom prenomnom fulano
    customer recipient sender emailaddress youremailaddress
""")

# words before "at … dot com" that are no mailbox: "shop at amazon dot com"
NO_MAILBOX = _set("""
    me us him her it them you we i look looking looked shop buy order sold arrive available only is are was be
    visit find found here there out up website site now or and not work works working account hosted
""")

# and behind it: "look at the dot com"
NO_HOST = _set("""
    the a an this that my our your his her their its least most first last all
""")

# given out by payment services for tests, or copied from page to page ever since
CARDS = _set("""
    4111111111111111 4242424242424242 4012888888881881 4222222222222 4005519200000004 4009348888881881
    4012000033330026 4012000077777777 4012001037141112 4217651111111119 4500600000000061 4917610000000000
    4462030000000000 4988438843884305 4166676667666746 4646464646464644 4539578763621486 4532015112830366
    4556737586899855 4716059294908834 4929939187355598 4485983356242217 4916338506082832 4539148803436467
    5555555555554444 5105105105105100 5200828282828210 5454545454545454 5425233430109903 5500000000000004
    5555341244441115 5100081112223332 5425230000004415 2223003122003222 2222420000001113 2222400070000005
    2223000048400011 2223520043560014 2223000048410010 378282246310005 371449635398431 378734493671000
    371144371144376 341111111111111 340000000000009 374245455400126 370000000000002 374251018720018
    6011111111111117 6011000990139424 6011000000000004 6011981111111113 6011000400000000 6011601160116611
    30569309025904 38520000023237 3056930009020004 36227206271667 36006666333344 30000000000004 36700102000000
    3566002020360505 3530111333300000 3566111111111113 3528000700000000 3569990010095841 6200000000000005
    6205500000000000004 6304000000000000 6759649826438453 6771798021000008 5019717010103742 1234567812345670
    6799990100000000019 135410014004955
""")

# the registry's examples and the ones that every tutorial copies
IBANS = _set("""
    GB82WEST12345698765432 GB29NWBK60161331926819 GB33BUKB20201555555555 GB94BARC10201530093459
    DE89370400440532013000 DE75512108001245126199 DE91100000000123456789 DE02120300000000202051
    DE12500105170648489890 FR1420041010050500013M02606 FR7630006000011234567890189 NL91ABNA0417164300
    NL02ABNA0123456789 ES9121000418450200051332 ES7921000813610123456789 IT60X0542811101000000123456
    CH9300762011623852957 CH5604835012345678009 BE68539007547034 BE71096123456769 AT611904300234573201
    AT483200000012345864 PL61109010140000071219812874 PL10105000997603123456789123 PT50000201231234567890154
    PT50002700000001234567833 IE29AIBK93115212345678 IE64IRCE92050112345678 SE4550000000058398257466
    NO9386011117947 DK5000400440116243 FI2112345600000785 LU280019400644750000 BR1800360305000010009795493C1
    SA0380000000608010167519 TR330006100519786457841326
""")

# the genesis block's, burn addresses, the examples of the standards
WALLETS = _set("""
    1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 1111111111111111111114oLvT2
    1BitcoinEaterAddressDontSendf59kuE 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy 16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM
    bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4
    0xd8da6bf26964af9d7eed9e03e53415d37aa96045 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed
    0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359 0xdbf03b407c01e7cd3cbea99509d93f8dddc8c6fb
    0xd1220a0cf47c7b9be7a2e6ba89f429762e7b9adb 0xdac17f958d2ee523a2206206994597c13d831ec7
""")

# name servers that anybody may name, and made-up addresses
RESOLVERS = _set("""
    8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 1.1.1.2 1.0.0.2 1.1.1.3 9.9.9.9 9.9.9.10 149.112.112.112 208.67.222.222
    208.67.220.220 4.2.2.1 4.2.2.2 4.2.2.3 4.2.2.4 4.2.2.5 4.2.2.6 64.6.64.6 64.6.65.6 94.140.14.14 94.140.15.15
    76.76.2.0 76.76.10.0 84.200.69.80 185.228.168.9 114.114.114.114 223.5.5.5 1.2.3.4 4.3.2.1 5.6.7.8 12.34.56.78
    2001:4860:4860::8888 2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe
""")

# printed in wallets and advertisements
SOCIAL_NUMBERS = _set("""
    078051120 219099999 123456789 457555462 111111111 333333333 555555555 123121234
""")

# the examples of forms and manuals
NATIONAL_NUMBERS = _set("""
    AB123456C JG103759A 12345678Z 12345678909 11111111111 RSSMRA80A01H501U RSSMRA85T10A562S 44051401359
""")

# decorators, annotations, at-rules and tags of comments
NO_HANDLES = _set("""
    property staticmethod classmethod dataclass override overload abstractmethod cached_property wraps lru_cache
    pytest fixture app test before after param params return returns throws type types author see since deprecated
    media import charset keyframes font supports include extend mixin page namespace layer click component
    injectable input output ngmodule bean autowired service controller repository entity table column id getter
    setter data nonnull nullable functionalinterface suppresswarnings safevarargs username
    user handle everyone here channel all nestjs angular babel vue
""")

# pages of a site that are nobody's
NO_PROFILES = _set("""
    about login signup join home share sharer sharer.php intent search explore settings help terms privacy policy
    legal watch p reel reels stories groups events pages hashtag i features pricing topics trending marketplace
    orgs username yourname user name profile your_username your-username example jobs company web dialog plugins
""")
