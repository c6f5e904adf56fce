"""Names and streets that stand in for others: ordinary ones of many places; the streets are invented."""

_FEMININE = (
    "adela agata aisha alma amara anika annika asha aylin beata bianca bodil brigid britta carina catalina celeste"
    " chiara clara dagny daria delia dilara dunja edda elena elif elin emilia esther fadila farida fatou fiona flora"
    " frida gaia gemma gisela greta gudrun hala hana hedda helena hilda ida ilona imani ines ingrid irena isaura"
    " jana jasmin jelena johanna julia kaja kamala karin katya klara lara leila lena lina ludmila magda mai marisol"
    " marta mei milena mira nadia naomi neha nina noor odile olga oona orla paula petra pilar priya qamar quinta"
    " rania renata rosa ruta sabina saga sanna selma signe sofia talia tamar teresa tilda tuva ulla ulrike una ursula"
    " valeria vera viola wanda wilma winnie xenia xiomara yara yasmin ylva yuki zainab zelda zofia zora"
)
_MASCULINE = (
    "abel adil aksel alban amir anders anton arjun aron bashir benno bilal bjarne boris callum cedric ciro conor"
    " cyril dario davor dimitri dirk duncan edgar eero egon emil enzo espen fabian farid felix filip florian gavin"
    " georg gianni goran gustav hakan hamza harald henrik hugo ibrahim igor imre isak ivan jakob jan javier jens"
    " joao jonas kaito karim kasper kenji kofi kwame lars leif leon linus lorenz luca magnus malik marek mateo"
    " milan nabil nestor niklas nils noel olaf omar orhan oskar otto pablo pavel pekka pietro piotr quentin quillon"
    " rafael rashid remo rodrigo rolf ruben samir sandor sergio stefan sven tariq teo thiago tobias tomas ugo ulf"
    " umar urban vadim viktor vito vojtech walid walter wim wojtek xander xavi yannick yusuf yves zane zoltan zubin"
)
_FAMILY = (
    "abara abellard aguirre aldana alfonsi amsel andrade antic arslan asante bakker baran barros baumann becker"
    " belmont bengtsson benitez berglund bianchi blomqvist borges brandt calloway cardoso carvalho castel cermak"
    " chandra chavarria cheng cisse clement conti corvin dahl danso dekker delgado demir diallo dimov dobrev"
    " drummond dufour eberle ebner egger eklund elmasri endo erdem escobar esposito everhart fabre falcone falk"
    " farkas feldmann ferreira figueroa fiore fischbach fontaine forsberg gagnon galante gallo garrido geiger ghosh"
    " grabowski granlund grimaldi guerin haddad hagen halvorsen hamidi hartwell hasani henriksen hirano holmgren"
    " horvat iacono ibarra idowu iglesias ilves iqbal ishida ivarsson jablonski jalal jansen jaramillo jensen"
    " jokinen jovanovic juhasz kaplan kaya keita kimura kinsella kovac kowalczyk krause kruger kumar lambrecht"
    " larkin laurent leclair lehtinen lindholm lombardi lozano lund macleod mahler mansour marchetti marin mbeki"
    " mendes molnar moreau murata nadeem nakagawa nakata navarro naylor nemeth nilsen novotny obi oduya ohlsson"
    " okafor olsen orlandi ortega ostrowski palmgren paredes parekh pereira petrov pinto popescu qadir quintero"
    " quiroga quist radley ramos rasmussen reyes ribeiro ricci riedel rosner sabatini saito salazar sandoval santoro"
    " schreiber schuster sharma sorensen soto szabo takeda tanaka tavares teixeira thorsen toivonen tran tremblay"
    " uddin ueda ulloa ulrich umarov urbina urquhart valdez varga vasquez vieira vikander villar voss wachter"
    " walczak wallin weiland wendt whitlock wirth xanthos xifaras xu yamada yanez yardley yilmaz yoder yoshida"
    " zamora zapata zeller zeman zhou zielinski zuniga"
)
_STREETS = (
    "alderfen amberlock ashgrove barrowmere birchenhall bramblewick briarholt brackenfold candlemere cedarwyn"
    " clovermoor copperfen cranewater dapplewood dovemarsh dunhollow elderwick emberlyn fallowmere fennelcroft"
    " finchmoor foxglen gallowfen garnetmoor glimmerwood goldenmarsh greyfallow hallowmere harrowfen hawkenfield"
    " hazelmarsh heatherfold hollowbrook ironmere ivyholt juniperfold kestrelmoor kettlebrook lanternmere larkenfield"
    " lindenmarsh lowenfold maplewyn marlfen meadowlark merrowdale millenfold mistelmoor mossenfield nettlewick"
    " nightfen oakenmarsh orchardmere otterfold pebblemoor pinemarrow plumfallow quarrelbrook quillmere ravenfold"
    " reedmarsh rowanholt rushenfield saffronmoor sedgewyn silverfen sparrowmere stonewillow swallowfen tamarfold"
    " tansymoor thistlewyn thornmere umberfield umberwick vellmoor violetfen waldermere wheatenfold willowmarsh"
    " windlemoor wrenholt yarrowfen yewmarsh zephyrmoor"
)

FEMININE, MASCULINE = tuple(_FEMININE.split()), tuple(_MASCULINE.split())
FAMILY, STREETS = tuple(_FAMILY.split()), tuple(_STREETS.split())
