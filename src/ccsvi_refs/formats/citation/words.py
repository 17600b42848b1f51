"""The words that names of journals are made of."""

from __future__ import annotations

#: Words and abbreviations that names of journals, proceedings and serials are made of, without full stops.
JOURNAL_WORDS = frozenset(
    """
    aaai abstr acad acl acta adv advances afr agric allergy am amer an anaesth anal anat anesth angew ann annals
    annual anthropol antimicrob app appl arch archive archives arthritis arxiv assoc astron astrophys atmos aust
    autoimmun bacteriol behav ber biochem biochemistry biochim biogeosci bioinformatics biol biology biomech
    biomed biomedical biometrics biophys biorxiv biosci biosyst biotechnol blood bmc bmj bone br brain brit
    british bul bull bulletin can cancer cardiol cardiovasc cell cells cerebral chem chemistry chemother child
    chin chromatogr circ circuits clin clinical clinics coll comm commun communications comp comput conf
    conference contemp crit cryst curr current cvpr cybern cytol dent dermatol dev diabetes dis disord dtsch dyn
    earth ecol ecology econ economics edn educ electr electrochem electron emnlp endocrinol energy eng
    engineering engl entomol environ epidemiol ergonomics ethol eur europ european evol exp expert fed fluid
    food forensic found front frontiers fungal gastroenterol gen genes genet genetics genome geol geophys geosci
    geriatr gerontol gut gynecol haematol hear heart hematol hepatol hered histochem hortic hum human hydrol
    hypertens iccv iclr icml ieee immun immunity immunol ind indian infect inform inorg inst int intern
    international invest investig iranian ital j jama japan japanese journal journals jpn lab lancet language
    lect lecture lett letters linguist mach magazine magn malar mar mass mater materials math mech med medical
    medicine medrxiv mem metab meth methods microbiol mod mol molecular monatsh monthly musc mutat nanotechnol
    nat natl nature nephrol neurips neurobiol neurochem neurol neurology neuropathol neurophysiol neuropsychol
    neurosci neuroscience neurosurg new nips notes nucl nucleic nurs nutr obes obesity obstet occup oceanogr
    onco oncogene oncol ophthalmol opt oral org orthod orthop otolaryngol outcomes paediatr pain papers
    parasitol pathog pathol pediatr peptides percept perspect perspectives pest pharm pharmaceut pharmacol
    philos photonics phys physica physics physiol physiology phytopathol plant plos pnas poult pract preprint
    proc proceedings prog programs prot protein psychiat psychiatr psychiatry psychol psychology public pulm
    qual quart quarterly radiat radiol radiology rec regul rehabil rep report reports reprod res research resp
    respir rev review reviews rheumatol rheumatology roy royal scand sci science sciences semin sensors ser serv
    signal soc social sociol softw soil solid space spec spectrom spectrosc spine sport sports stat statistics
    stem steroids stroke struct stud studies subst suppl surf surg surgery symp symposium syst systems tech
    technol technology theor ther thorac thromb thyroid tidsskr tissue today topics toxicol trans transactions
    transl transp transplant trends trop tuberc turk univ universitas urol vaccine vasc verh vet virol virology
    virus vis vision water weekly wochenschr world yearbook yeast z zb zeitschrift zentralbl zh zool zoology
    """.split()
)

#: Those of them that are no abbreviations, so that a full stop behind them ends a sentence.
WHOLE_WORDS = frozenset(
    """
    advances allergy annals annual archive archives arthritis behavior biology blood bone brain bulletin cancer cell
    cells chemistry child circuits clinics conference diabetes ecology economics electron energy engineering ethics
    evolution food forensic frontiers genes genetics genome geology health hearing heart human image immunity
    inorganic intern language letters lung magazine materials medicine methods nature neurology neuroscience notes
    obesity oncogene oncology optics pain papers peptides perspective perspectives philosophy photonics physics
    physiology plant practice press proceedings programs protein psychiatry psychology quarterly radiology reports
    research review reviews rheumatology science sciences sensors social space spine sport sports statistics steroids
    stroke studies surgery symposium systems technology thorax tissue today topics toxicology transactions transport
    trends vaccine virology virus vision water weekly world yearbook yeast zoology
    """.split()
)

#: Words that stay small in a name and say nothing about its case.
SMALL_WORDS = frozenset(
    """
    & - a after among an and as at before between by da das de del della der des di die do dos du during e el en
    et for from für het i in into its la las le les los och of og on or the their to und van via with y –
    im am zum zur mit auf bei über pour dans sur au aux para por con sin em na nos nas com per nel nella dei degli delle
    ed av på til om ve ile dla w we z ze o při ve v se и в во на о об по при для с от из та у και στη στο στον στην της
    του των
    """.split()
)
