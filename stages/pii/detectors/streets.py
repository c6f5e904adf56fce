"""How streets are written: what follows or precedes their names by country, units, places and postcodes."""

_words = str.split

# these say "street" even without a town behind them
STRONG = _words(
    "Street St Avenue Ave Av Road Rd Boulevard Blvd Lane Ln Drive Dr Crescent Cres Parkway Pkwy Pkway Terrace Ter "
    "Highway Hwy Turnpike Tpke Expressway Causeway Close Mews Broadway Freeway Esplanade Laneway Cul-de-sac Grove"
)
# these are also ordinary words: to be sure, they want a town, a unit, a cue or a long number
FAIR = _words(
    "Way Circle Cir Court Ct Place Pl Square Sq Trail Trl Plaza Plz Alley Aly Loop Path Row Walk Gardens Gdns"
)
# these hardly ever say it by themselves
WEAK = _words(
    "Pike Run Park Hill Hills Green Greens Glen Point Pt View Ridge Rdg Cove Cv Bend Bypass Center Centre Common "
    "Commons Corner Corners Course Creek Crest Crossing Xing Crossroad Dale Estate Estates Extension Falls Ferry "
    "Field Fields Flats Ford Forest Forge Fork Forks Fort Gate Gateway Harbor Haven Heights Hts Hollow Inlet Island "
    "Islands Isle Junction Key Keys Knoll Knolls Lake Lakes Landing Light Lights Lodge Manor Meadow Meadows Mill "
    "Mills Mission Motorway Mount Mountain Neck Orchard Oval Overpass Parks Parkways Pass Passage Pine Pines Plain "
    "Plains Port Ports Prairie Radial Ramp Ranch Rapid Rapids Rest Ridges River Route Rue Shoal Shoals Shore Shores "
    "Skyway Spring Springs Spur Spurs Squares Station Stravenue Stream Streets Summit Throughway Trace Track "
    "Trafficway Tunnel Underpass Union Unions Valley Valleys Viaduct Views Village Villages Ville Vista Walks Wall "
    "Ways Well Wells Arcade Parade Quay Rise Vale Wharf Yard Mall Brooks Brook Bridge Burg Burgs Camp Canyon Cape "
    "Cliff Cliffs Club Dam Divide Drives Courts Coves Circles Branch Bluff Bluffs Bottom Beach Bayou Annex Anex "
    "Centers Mountains Forges Lock Locks Glens Crossroads Groves Harbors Manors Trails Alleys Terraces Roads Loaf"
)
# the endings of one-word street names, German to Finnish
ENDINGS = _words(
    "straße strasse str. gasse allee weg platz straat laan plein gracht singel kade dijk steeg dreef boulevard vägen "
    "gatan gränd vej vejen gade stræde veien gata katu kuja rakpart -ring -damm -ufer -hof -markt steenweg"
)
# endings that are also words of another meaning
WEAK_ENDINGS = _words("ring hof pad damm ufer markt park berg feld steig graben baan hage tie gate tee väg torg allé")
# the words before a street's name, with the number behind the name
BEFORE = _words(
    "Calle C/ Cl. Vial Avenida Avda. Avda Av. Av Plaza Pza. Paseo Camino Carretera Ctra. Ronda Travesía Vía "
    "Glorieta Callejón Cuesta Rambla Pasaje Cañada Acceso Alameda Pasadizo Carrera Calzada Bulevar Urbanización Via "
    "Viale V.le Piazza P.zza P.za Corso C.so Vicolo Largo Strada Contrada Borgo Piazzale Rotonda Stretto Incrocio "
    "Canale Lungomare Lungotevere Salita Traversa Rua R. Travessa Praça Estrada Rodovia Beco Calçada Rotunda Alam. "
    "Trav. ul. Ul. ulica Ulica al. Al. aleja Aleja aleje Aleje pl. Pl. plac Plac os. Os. osiedle Osiedle rondo Rondo"
)
# the words between a number and a street's name
FRENCH = _words(
    "rue avenue av. boulevard bd. bd boul. blvd place allée chemin impasse quai cours square passage route faubourg "
    "sentier esplanade promenade voie Rue Avenue Boulevard Place Allée Chemin Impasse Quai Cours Passage Route"
)
# what may stand in small letters in a name
PARTICLES = _words(
    "de del la las los el y da do das dos e di della delle dei degli du des le les aux au et en sur sous van den der "
    "het 't ten ter op of the an am im zum zur dem von vom bei und i w na nad pod"
)
# what announces an address by itself, with a number behind it
UNITS = _words(
    "Apartment Appartement Appartamento Apartamento Apt Apto Suite Ste Unit Flat Studio Piso Puerta Escalera Bloque "
    "Wohnung Whg Bâtiment"
)
# levels of games, lots of sales and the like: they belong to an address, and don't announce one
LOOSE_UNITS = _words(
    "Level Lot Room Rm Floor Fl Int Interno Piano Planta Scala Portal Building Bldg Stock étage bte m. lok. bât Andar "
    "Bloco"
)
STATES = _words(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD SA TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP FM MH PW AA AE AP AB BC MB NB NL NS NT NU ON PE QC "
    "SK YT NSW VIC QLD TAS ACT"
)
STATE_NAMES = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho"
    r"|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota"
    r"|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina"
    r"|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas"
    r"|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Ontario|Quebec|British Columbia|Alberta"
    r"|Manitoba|Saskatchewan|Nova Scotia|New South Wales|Victoria|Queensland|Tasmania"
)
COUNTRIES = (
    r"USA|U\.S\.A\.|United States(?: of America)?|UK|U\.K\.|United Kingdom|England|Scotland|Wales|Ireland"
    r"|Canada|Australia|New Zealand|Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz|Suisse|France"
    r"|Spain|España|Italy|Italia|Portugal|Brazil|Brasil|Netherlands|Nederland|Belgium|Belgique|België|Poland"
    r"|Polska|Denmark|Sweden|Norway|Finland|Mexico|México|India"
)
UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
CA_POSTCODE = r"[A-Z]\d[A-Z] ?\d[A-Z]\d"
