<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Arguments</name>
    <message>
        <source>Bright, clean pictures from raw photos taken in the dark.</source>
        <translation>Heldere, ruisvrije beelden uit raw-foto&apos;s die in het donker zijn gemaakt.</translation>
    </message>
    <message>
        <source>Camera raw to open.</source>
        <translation>Raw-bestand van een camera om te openen.</translation>
    </message>
    <message>
        <source>Only one photo can be opened at a time.</source>
        <translation>Er kan maar één foto tegelijk worden geopend.</translation>
    </message>
</context>
<context>
    <name>ChartExport</name>
    <message>
        <source>Training curves</source>
        <translation>Trainingscurven</translation>
    </message>
</context>
<context>
    <name>DifferenceChart</name>
    <message>
        <source>images</source>
        <translation>beelden</translation>
    </message>
    <message>
        <source>difference of PSNR (dB)</source>
        <translation>verschil in PSNR (dB)</translation>
    </message>
    <message>
        <source>difference of SSIM</source>
        <translation>verschil in SSIM</translation>
    </message>
</context>
<context>
    <name>ExportJob</name>
    <message>
        <source>is the photo itself, which is never changed</source>
        <translation>is de foto zelf, en die wordt nooit veranderd</translation>
    </message>
</context>
<context>
    <name>FigureSheet</name>
    <message>
        <source>Input, amplified</source>
        <translation>Invoer, versterkt</translation>
    </message>
    <message>
        <source>Ground truth</source>
        <translation>Ground truth</translation>
    </message>
</context>
<context>
    <name>OpenEvaluation</name>
    <message>
        <source>does not say where its data is decoded; evaluate again to see its pictures</source>
        <translation>zegt niet waar zijn data zijn gedecodeerd; evalueer opnieuw om de beelden te zien</translation>
    </message>
</context>
<context>
    <name>ProtocolText</name>
    <message>
        <source>The first short exposure (_00) of each scene and ratio, without the misaligned scenes 10034, 10045 and 10172</source>
        <translation>De eerste korte opname (_00) van elke scène en ratio, zonder de verschoven scènes 10034, 10045 en 10172</translation>
    </message>
    <message>
        <source>The first short exposure (_00) of each scene and ratio, the misaligned scenes 10034, 10045 and 10172 included</source>
        <translation>De eerste korte opname (_00) van elke scène en ratio, met de verschoven scènes 10034, 10045 en 10172</translation>
    </message>
    <message>
        <source>Every short exposure of every burst, without the misaligned scenes 10034, 10045 and 10172</source>
        <translation>Elke korte opname van elke burst, zonder de verschoven scènes 10034, 10045 en 10172</translation>
    </message>
    <message>
        <source>Every short exposure of every burst, the misaligned scenes 10034, 10045 and 10172 included</source>
        <translation>Elke korte opname van elke burst, met de verschoven scènes 10034, 10045 en 10172</translation>
    </message>
    <message>
        <source>output and ground truth truncated to 8 bit</source>
        <translation>uitvoer en ground truth afgekapt op 8 bit</translation>
    </message>
    <message>
        <source>output and ground truth rounded to 8 bit</source>
        <translation>uitvoer en ground truth afgerond op 8 bit</translation>
    </message>
    <message>
        <source>output clipped to 0..1 and not quantised</source>
        <translation>uitvoer begrensd tot 0..1 en niet gekwantiseerd</translation>
    </message>
    <message>
        <source>each channel of the output fitted to the ground truth by a gain and an offset in linear light</source>
        <translation>elk kanaal van de uitvoer aan de ground truth aangepast met een versterking en een verschuiving in lineair licht</translation>
    </message>
    <message>
        <source>brightness of the output fitted to the ground truth by one gain</source>
        <translation>helderheid van de uitvoer aan de ground truth aangepast met één versterking</translation>
    </message>
    <message>
        <source>brightness as rendered</source>
        <translation>helderheid zoals weergegeven</translation>
    </message>
    <message>
        <source>SSIM as scikit-image&apos;s structural_similarity(win_size=7, channel_axis=2): uniform window, sample covariance, a border of 3 cut</source>
        <translation>SSIM als structural_similarity(win_size=7, channel_axis=2) van scikit-image: gelijkmatig venster, steekproefcovariantie, een rand van 3 weggelaten</translation>
    </message>
    <message>
        <source>SSIM as MATLAB&apos;s ssim(A, ref) on RGB, which it takes for a volume: Gaussian window 1.5, replicated border</source>
        <translation>SSIM als ssim(A, ref) van MATLAB op RGB, dat het voor een volume houdt: Gaussisch venster 1.5, herhaalde rand</translation>
    </message>
    <message>
        <source>SSIM as MATLAB&apos;s ssim on rgb2gray: Gaussian window 1.5, replicated border</source>
        <translation>SSIM als ssim van MATLAB op rgb2gray: Gaussisch venster 1.5, herhaalde rand</translation>
    </message>
    <message>
        <source>whole frames</source>
        <translation>hele beelden</translation>
    </message>
    <message>
        <source>the centred %1 x %1 pixels of each frame</source>
        <translation>de middelste %1 x %1 pixels van elk beeld</translation>
    </message>
    <message>
        <source>PSNR over all pixels and channels</source>
        <translation>PSNR over alle pixels en kanalen</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>the disk is full</source>
        <translation>de schijf is vol</translation>
    </message>
    <message>
        <source>the file is too large here</source>
        <translation>het bestand is hier te groot</translation>
    </message>
    <message>
        <source>the disk quota is used up</source>
        <translation>het schijfquotum is op</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>geen toestemming</translation>
    </message>
    <message>
        <source>the file system is read-only</source>
        <translation>het bestandssysteem is alleen-lezen</translation>
    </message>
    <message>
        <source>no such file or folder</source>
        <translation>dat bestand of die map bestaat niet</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>dat bestand bestaat niet</translation>
    </message>
    <message>
        <source>no such file, but %1 names it</source>
        <translation>dat bestand bestaat niet, maar %1 noemt het</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>is een map</translation>
    </message>
    <message>
        <source>is a folder, not a file</source>
        <translation>is een map, geen bestand</translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation>is geen gewoon bestand</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>is leeg</translation>
    </message>
    <message>
        <source>exists already and is not overwritten</source>
        <translation>bestaat al en wordt niet overschreven</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>kan niet worden geschreven: %1</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>kan niet worden gelezen</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>kan niet worden gelezen: %1</translation>
    </message>
    <message>
        <source>cannot be made: %1</source>
        <translation>kan niet worden gemaakt: %1</translation>
    </message>
    <message>
        <source>the folder cannot be made: %1</source>
        <translation>de map kan niet worden gemaakt: %1</translation>
    </message>
    <message>
        <source>cannot be locked: %1</source>
        <translation>kan niet worden vergrendeld: %1</translation>
    </message>
    <message>
        <source>cannot be mapped into memory</source>
        <translation>kan niet in het geheugen worden afgebeeld</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>er is niet genoeg geheugen</translation>
    </message>
    <message>
        <source>needs more memory than there is</source>
        <translation>heeft meer geheugen nodig dan er is</translation>
    </message>
    <message>
        <source>unexpected failure: %1</source>
        <translation>onverwachte fout: %1</translation>
    </message>
    <message>
        <source>unexpected failure without a reason</source>
        <translation>onverwachte fout zonder reden</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>is beschadigd</translation>
    </message>
    <message>
        <source>is damaged: %1</source>
        <translation>is beschadigd: %1</translation>
    </message>
    <message>
        <source>is not a camera raw that LibRaw %1 can open</source>
        <translation>is geen raw van een camera die LibRaw %1 kan openen</translation>
    </message>
    <message>
        <source>contains no raw picture</source>
        <translation>bevat geen raw-beeld</translation>
    </message>
    <message>
        <source>is a Foveon raw: its sensor has no colour filter mosaic</source>
        <translation>is een Foveon-raw: die sensor heeft geen kleurfiltermozaïek</translation>
    </message>
    <message>
        <source>is a floating-point DNG: a processed picture, not sensor counts</source>
        <translation>is een DNG met drijvende komma: een bewerkt beeld, geen sensorwaarden</translation>
    </message>
    <message>
        <source>is a reduced-size raw (sRAW), which the camera has already demosaiced</source>
        <translation>is een verkleinde raw (sRAW), die de camera al van zijn mozaïek heeft ontdaan</translation>
    </message>
    <message>
        <source>is a monochrome raw: its sensor has no colour filter mosaic</source>
        <translation>is een zwart-wit-raw: die sensor heeft geen kleurfiltermozaïek</translation>
    </message>
    <message>
        <source>is a linear DNG, which is already demosaiced</source>
        <translation>is een lineaire DNG, die al van zijn mozaïek is ontdaan</translation>
    </message>
    <message>
        <source>is an already rendered picture, not a sensor readout</source>
        <translation>is een al ontwikkeld beeld, geen uitlezing van een sensor</translation>
    </message>
    <message>
        <source>comes from a sensor whose photosites lie on the diagonal (Fuji Super CCD)</source>
        <translation>komt van een sensor waarvan de fotosites diagonaal liggen (Fuji Super CCD)</translation>
    </message>
    <message>
        <source>says it has %1 photosites, which cannot be in %2 bytes</source>
        <translation>zegt %1 fotosites te hebben, en die passen niet in %2 bytes</translation>
    </message>
    <message>
        <source>says that nothing of its %1 photosites is visible</source>
        <translation>zegt dat van zijn %1 fotosites niets zichtbaar is</translation>
    </message>
    <message>
        <source>is truncated: the picture data ends too early</source>
        <translation>is afgekapt: de beeldgegevens houden te vroeg op</translation>
    </message>
    <message>
        <source>%1 errors in the picture data</source>
        <translation>%1 fouten in de beeldgegevens</translation>
    </message>
    <message>
        <source>does not decode to one count per photosite</source>
        <translation>levert niet één waarde per fotosite op</translation>
    </message>
    <message>
        <source>its calibration cannot be applied</source>
        <translation>zijn kalibratie kan niet worden toegepast</translation>
    </message>
    <message>
        <source>has a colour filter pattern that is neither Bayer nor X-Trans</source>
        <translation>heeft een kleurfilterpatroon dat geen Bayer en geen X-Trans is</translation>
    </message>
    <message>
        <source>its black level is no usable number</source>
        <translation>zijn zwartniveau is geen bruikbaar getal</translation>
    </message>
    <message>
        <source>its white level is not above its black level</source>
        <translation>zijn witniveau ligt niet boven zijn zwartniveau</translation>
    </message>
    <message>
        <source>cannot be developed: %1</source>
        <translation>kan niet worden ontwikkeld: %1</translation>
    </message>
    <message>
        <source>does not develop to three colours</source>
        <translation>levert bij het ontwikkelen geen drie kleuren op</translation>
    </message>
    <message>
        <source>is not a PNG, TIFF or JPEG picture</source>
        <translation>is geen PNG-, TIFF- of JPEG-afbeelding</translation>
    </message>
    <message>
        <source>claims to be %1 x %2 pixels</source>
        <translation>zegt %1 x %2 pixels groot te zijn</translation>
    </message>
    <message>
        <source>has samples of type %1; 8- and 16-bit pictures can be read</source>
        <translation>heeft waarden van het type %1; afbeeldingen met 8 en 16 bits kunnen worden gelezen</translation>
    </message>
    <message>
        <source>has %1 colour channels; grey and RGB can be read</source>
        <translation>heeft %1 kleurkanalen; grijs en RGB kunnen worden gelezen</translation>
    </message>
    <message>
        <source>cannot be encoded: %1</source>
        <translation>kan niet worden gecodeerd: %1</translation>
    </message>
    <message>
        <source>JPEG has 8 bits per channel; choose PNG or TIFF for 16</source>
        <translation>JPEG heeft 8 bits per kanaal; kies PNG of TIFF voor 16</translation>
    </message>
    <message>
        <source>is not a model file (.safetensors); networks of other programs are imported first (scotopic-cli model import)</source>
        <translation>is geen modelbestand (.safetensors); netwerken van andere programma&apos;s worden eerst geïmporteerd (scotopic-cli model import)</translation>
    </message>
    <message>
        <source>is not a safetensors file</source>
        <translation>is geen safetensors-bestand</translation>
    </message>
    <message>
        <source>has a damaged header</source>
        <translation>heeft een beschadigde kop</translation>
    </message>
    <message>
        <source>has a damaged header: %1</source>
        <translation>heeft een beschadigde kop: %1</translation>
    </message>
    <message>
        <source>is truncated: %1 lies beyond its end</source>
        <translation>is afgekapt: %1 ligt voorbij zijn einde</translation>
    </message>
    <message>
        <source>%1 holds NaN or infinity, so the network would give a black picture</source>
        <translation>%1 bevat NaN of oneindig, dus het netwerk zou een zwart beeld geven</translation>
    </message>
    <message>
        <source>has no &apos;%1&apos; in its metadata</source>
        <translation>heeft geen &apos;%1&apos; in zijn metagegevens</translation>
    </message>
    <message>
        <source>has no metadata that say how to use it; import it first (scotopic-cli model import)</source>
        <translation>heeft geen metagegevens die zeggen hoe het te gebruiken is; importeer het eerst (scotopic-cli model import)</translation>
    </message>
    <message>
        <source>was written by another version of Scotopic (model format %1, not %2)</source>
        <translation>is door een andere versie van Scotopic geschreven (modelformaat %1, niet %2)</translation>
    </message>
    <message>
        <source>is a network of the architecture &apos;%1&apos;, not %2</source>
        <translation>is een netwerk met de architectuur &apos;%1&apos;, niet %2</translation>
    </message>
    <message>
        <source>is a camera-linear model for X-Trans; this version uses those for Bayer</source>
        <translation>is een cameralineair model voor X-Trans; deze versie gebruikt die voor Bayer</translation>
    </message>
    <message>
        <source>the network takes %1 planes, not %2</source>
        <translation>het netwerk neemt %1 vlakken, niet %2</translation>
    </message>
    <message>
        <source>the network takes %1 planes, but the data have %2</source>
        <translation>het netwerk neemt %1 vlakken, maar de gegevens hebben er %2</translation>
    </message>
    <message>
        <source>out of memory; try smaller tiles</source>
        <translation>geheugen vol; probeer kleinere tegels</translation>
    </message>
    <message>
        <source>not there; this machine has %1</source>
        <translation>niet aanwezig; deze machine heeft %1</translation>
    </message>
    <message>
        <source>trains in fp32 only</source>
        <translation>traint alleen in fp32</translation>
    </message>
    <message>
        <source>computes on the cpu only, not on %1</source>
        <translation>rekent alleen op de processor, niet op %1</translation>
    </message>
    <message>
        <source>this build of Scotopic has none; use torch</source>
        <translation>in deze Scotopic zit er geen; gebruik torch</translation>
    </message>
    <message>
        <source>holds a run already; go on with it (--resume) or choose another folder</source>
        <translation>bevat al een training; ga ermee verder (--resume) of kies een andere map</translation>
    </message>
    <message>
        <source>is not empty; a run has a folder of its own</source>
        <translation>is niet leeg; een training heeft een eigen map</translation>
    </message>
    <message>
        <source>is in use by another process</source>
        <translation>is in gebruik bij een ander proces</translation>
    </message>
    <message>
        <source>is in use by another process (%1 on %2)</source>
        <translation>is in gebruik bij een ander proces (%1 op %2)</translation>
    </message>
    <message>
        <source>holds no training run (no run.json)</source>
        <translation>bevat geen training (geen run.json)</translation>
    </message>
    <message>
        <source>is not a checkpoint of a training run</source>
        <translation>is geen controlepunt van een training</translation>
    </message>
    <message>
        <source>is a checkpoint of another version (format %1, not %2)</source>
        <translation>is een controlepunt van een andere versie (formaat %1, niet %2)</translation>
    </message>
    <message>
        <source>does not say where training stood</source>
        <translation>zegt niet waar de training gebleven was</translation>
    </message>
    <message>
        <source>the %1 is no longer a number at %2</source>
        <translation>de %1 is geen getal meer bij %2</translation>
    </message>
    <message>
        <source>the loss has exploded: over the last %1 steps it is above that of any picture, at %2</source>
        <translation>de loss is ontploft: over de laatste %1 stappen ligt ze boven die van elk beeld, bij %2</translation>
    </message>
    <message>
        <source>no sample can be read</source>
        <translation>geen enkel voorbeeld kan worden gelezen</translation>
    </message>
    <message>
        <source>not one of the training examples can be read</source>
        <translation>geen enkel trainingsvoorbeeld kan worden gelezen</translation>
    </message>
    <message>
        <source>has no pair to train on</source>
        <translation>heeft geen paar om op te trainen</translation>
    </message>
    <message>
        <source>there are no pairs to train on</source>
        <translation>er zijn geen paren om op te trainen</translation>
    </message>
    <message>
        <source>was begun with other data than those of %1</source>
        <translation>is met andere gegevens begonnen dan die van %1</translation>
    </message>
    <message>
        <source>the data no longer have the pair %1, which the run was begun with</source>
        <translation>de gegevens hebben het paar %1 niet meer, waarmee de training is begonnen</translation>
    </message>
    <message>
        <source>early stopping needs a validation split, and the data have none</source>
        <translation>vroeg stoppen heeft een validatiedeel nodig, en dat hebben de gegevens niet</translation>
    </message>
    <message>
        <source>the disk has %1 MiB left, but checkpoints and models take %2 MiB</source>
        <translation>de schijf heeft nog %1 MiB vrij, maar controlepunten en modellen nemen %2 MiB</translation>
    </message>
    <message>
        <source>is not the record of a training run</source>
        <translation>is niet het verslag van een training</translation>
    </message>
    <message>
        <source>is the record of a run of another version (run format %1, not %2)</source>
        <translation>is het verslag van een training van een andere versie (formaat %1, niet %2)</translation>
    </message>
    <message>
        <source>a field is missing or of another kind</source>
        <translation>een veld ontbreekt of is van een andere soort</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a field of a recipe</source>
        <translation>&apos;%1&apos; is geen veld van een recept</translation>
    </message>
    <message>
        <source>is not a recipe: a JSON object is expected</source>
        <translation>is geen recept: er wordt een JSON-object verwacht</translation>
    </message>
    <message>
        <source>is not true or false</source>
        <translation>is niet true of false</translation>
    </message>
    <message>
        <source>is not a text</source>
        <translation>is geen tekst</translation>
    </message>
    <message>
        <source>is not a number</source>
        <translation>is geen getal</translation>
    </message>
    <message>
        <source>is not a whole number from 0 on</source>
        <translation>is geen geheel getal vanaf 0</translation>
    </message>
    <message>
        <source>does not begin with the columns of this version</source>
        <translation>begint niet met de kolommen van deze versie</translation>
    </message>
    <message>
        <source>row %1: %2</source>
        <translation>rij %1: %2</translation>
    </message>
    <message>
        <source>has no first line that names the columns</source>
        <translation>heeft geen eerste regel die de kolommen noemt</translation>
    </message>
    <message>
        <source>scene %1 is in two splits: %2</source>
        <translation>scène %1 zit in twee delen: %2</translation>
    </message>
    <message>
        <source>holds no decoded data set</source>
        <translation>bevat geen gedecodeerde dataset</translation>
    </message>
    <message>
        <source>its checksum does not fit</source>
        <translation>zijn controlesom klopt niet</translation>
    </message>
    <message>
        <source>is truncated: it has %1 of %2 bytes</source>
        <translation>is afgekapt: het heeft %1 van %2 bytes</translation>
    </message>
    <message>
        <source>is not the file that this cache was built with; build the cache again</source>
        <translation>is niet het bestand waarmee deze cache is gemaakt; maak de cache opnieuw</translation>
    </message>
    <message>
        <source>the decoded data set needs %1 there, but only %2 are free</source>
        <translation>de gedecodeerde dataset heeft daar %1 nodig, maar er is maar %2 vrij</translation>
    </message>
    <message>
        <source>has %1 bits per channel; a ground truth has 16</source>
        <translation>heeft %1 bits per kanaal; een referentiebeeld heeft er 16</translation>
    </message>
    <message>
        <source>is %1, but its short exposure %2 is %3</source>
        <translation>is %1, maar zijn korte opname %2 is %3</translation>
    </message>
    <message>
        <source>is brighter than white nearly everywhere, so it shows nothing to learn</source>
        <translation>is bijna overal helderder dan wit, dus er valt niets van te leren</translation>
    </message>
    <message>
        <source>a patch of %1 packed pixels does not fit %2, which has %3</source>
        <translation>een uitsnede van %1 gepakte pixels past niet in %2, dat er %3 heeft</translation>
    </message>
    <message>
        <source>%1 (%2 of %3 samples of epoch %4 failed, more than allowed)</source>
        <translation>%1 (%2 van %3 voorbeelden van epoch %4 mislukten, meer dan toegestaan)</translation>
    </message>
    <message>
        <source>the automatic ratio needs the raws, which this build cannot open</source>
        <translation>de automatische verhouding heeft de raws nodig, die deze Scotopic niet kan openen</translation>
    </message>
    <message>
        <source>%1 takes %2 planes; %3 has %4</source>
        <translation>%1 neemt %2 vlakken; %3 heeft er %4</translation>
    </message>
    <message>
        <source>%1 (nor can any other pair be read)</source>
        <translation>%1 (en ook geen ander paar kan worden gelezen)</translation>
    </message>
    <message>
        <source>is not the result of an evaluation: %1</source>
        <translation>is niet de uitkomst van een evaluatie: %1</translation>
    </message>
    <message>
        <source>holds no evaluation: neither results.json nor known-scores.csv is there</source>
        <translation>bevat geen evaluatie: results.json noch known-scores.csv is er</translation>
    </message>
    <message>
        <source>it is not known which model file %1 was scored from; evaluate it again to see its pictures</source>
        <translation>het is niet bekend uit welk modelbestand %1 is beoordeeld; evalueer het opnieuw om zijn beelden te zien</translation>
    </message>
    <message>
        <source>is another model than the one that was scored; evaluate it again</source>
        <translation>is een ander model dan wat is beoordeeld; evalueer het opnieuw</translation>
    </message>
    <message>
        <source>the region to be scored lies outside of the picture</source>
        <translation>het te beoordelen gebied ligt buiten het beeld</translation>
    </message>
    <message>
        <source>an amplification is a number from %1 to %2</source>
        <translation>een versterking is een getal van %1 tot %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an amplification: %2</source>
        <translation>&apos;%1&apos; is geen versterking: %2</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>%1 is niet bruikbaar: %2</translation>
    </message>
    <message>
        <source>cannot be read to its end</source>
        <translation>kan niet tot het einde gelezen worden</translation>
    </message>
    <message>
        <source>cannot be listed: %1</source>
        <translation>kan niet worden doorzocht: %1</translation>
    </message>
    <message>
        <source>a quote is not closed</source>
        <translation>een aanhalingsteken wordt niet gesloten</translation>
    </message>
    <message>
        <source>a quoted name does not end</source>
        <translation>een naam tussen aanhalingstekens houdt niet op</translation>
    </message>
    <message>
        <source>this OpenImageIO cannot read it: %1</source>
        <translation>deze OpenImageIO kan het niet lezen: %1</translation>
    </message>
    <message>
        <source>this OpenImageIO cannot write %1: %2</source>
        <translation>deze OpenImageIO kan geen %1 schrijven: %2</translation>
    </message>
    <message>
        <source>its metadata cannot be written: %1</source>
        <translation>zijn metagegevens kunnen niet geschreven worden: %1</translation>
    </message>
    <message>
        <source>its metadata cannot be read: %1</source>
        <translation>zijn metagegevens kunnen niet gelezen worden: %1</translation>
    </message>
    <message>
        <source>LibRaw renders it at another size than it decodes it</source>
        <translation>LibRaw geeft het in een andere grootte weer dan het decodeert</translation>
    </message>
    <message>
        <source>stores %1 as &apos;%2&apos;, which is not known here</source>
        <translation>bewaart %1 als &apos;%2&apos;, wat hier niet bekend is</translation>
    </message>
    <message>
        <source>holds %1 bytes that belong to no tensor</source>
        <translation>bevat %1 bytes die bij geen tensor horen</translation>
    </message>
    <message>
        <source>wants its input as &apos;%1&apos;, not %2</source>
        <translation>wil zijn invoer als &apos;%1&apos;, niet als %2</translation>
    </message>
    <message>
        <source>gives its picture as &apos;%1&apos;, which is not known here</source>
        <translation>geeft zijn beeld als &apos;%1&apos;, wat hier niet bekend is</translation>
    </message>
    <message>
        <source>contradicts itself: its metadata say %1 = %2, its tensors say %3</source>
        <translation>spreekt zichzelf tegen: zijn metagegevens zeggen %1 = %2, zijn tensoren %3</translation>
    </message>
    <message>
        <source>is a camera-linear model that does not name the input that this version gives (input: white-balanced)</source>
        <translation>is een cameralineair model dat de invoer die deze versie geeft niet noemt (input: white-balanced)</translation>
    </message>
    <message>
        <source>holds no SID U-Net%1</source>
        <translation>bevat geen SID-U-Net%1</translation>
    </message>
    <message>
        <source>not a SID U-Net: %1</source>
        <translation>geen SID-U-Net: %1</translation>
    </message>
    <message>
        <source>is incomplete: %1</source>
        <translation>is onvolledig: %1</translation>
    </message>
    <message>
        <source>%1 has the shape %2 instead of %3</source>
        <translation>%1 heeft de vorm %2 in plaats van %3</translation>
    </message>
    <message>
        <source>%1 is not part of such a network</source>
        <translation>%1 hoort niet bij zo&apos;n netwerk</translation>
    </message>
    <message>
        <source>is a network %1, but the run trains %2</source>
        <translation>is een netwerk %1, maar de training heeft %2</translation>
    </message>
    <message>
        <source>is of another version: %1</source>
        <translation>is van een andere versie: %1</translation>
    </message>
    <message>
        <source>the training state has no %1: it is another network&apos;s</source>
        <translation>de stand van de training mist %1: hij is van een ander netwerk</translation>
    </message>
    <message>
        <source>the training state&apos;s %1 has another shape: it is another network&apos;s</source>
        <translation>%1 in de stand van de training heeft een andere vorm: hij is van een ander netwerk</translation>
    </message>
    <message>
        <source>the training state&apos;s %1 is not this network&apos;s</source>
        <translation>%1 in de stand van de training is niet van dit netwerk</translation>
    </message>
    <message>
        <source>a step of %1 samples needs as many training scenes; there are %2</source>
        <translation>een stap van %1 voorbeelden heeft even veel trainingsscènes nodig; er zijn er %2</translation>
    </message>
    <message>
        <source>%1 (nor can any other validation pair be read)</source>
        <translation>%1 (en ook geen ander validatiepaar kan gelezen worden)</translation>
    </message>
    <message>
        <source>has the unknown state &apos;%1&apos;</source>
        <translation>heeft de onbekende toestand &apos;%1&apos;</translation>
    </message>
    <message>
        <source>is not null or an object with afterEpoch and value</source>
        <translation>is niet null of een object met afterEpoch en value</translation>
    </message>
    <message>
        <source>%1 must be %2</source>
        <translation>%1 moet dit zijn: %2</translation>
    </message>
    <message>
        <source>not begun yet</source>
        <translation>nog niet begonnen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestopt</translation>
    </message>
    <message>
        <source>stopped for good</source>
        <translation>voorgoed gestopt</translation>
    </message>
    <message>
        <source>goes on for more epochs</source>
        <translation>gaat verder voor meer epochs</translation>
    </message>
    <message>
        <source>no gain in validation for %1 epochs</source>
        <translation>geen winst in de validatie in %1 epochs</translation>
    </message>
    <message>
        <source>the loss has been exploding: what was learnt after step %1 is not kept</source>
        <translation>het verlies liep uit de hand: wat na stap %1 geleerd is wordt niet bewaard</translation>
    </message>
    <message>
        <source>the run can go on after step %1, from before its loss exploded; a lower learning rate may help</source>
        <translation>de training kan na stap %1 verder, van vóór haar verlies uit de hand liep; een lagere leersnelheid helpt misschien</translation>
    </message>
    <message>
        <source>the run has no checkpoint from before its loss exploded; it can begin again with other options</source>
        <translation>de training heeft geen controlepunt van vóór haar verlies uit de hand liep; ze kan met andere opties opnieuw beginnen</translation>
    </message>
    <message>
        <source>the data have no validation split: no epoch is scored, and there is no best model</source>
        <translation>de gegevens hebben geen split validation: geen epoch wordt gescoord, en er is geen beste model</translation>
    </message>
    <message>
        <source>device %1 does not compute bf16 itself, which the run&apos;s recipe asks for: steps are slow</source>
        <translation>apparaat %1 rekent zelf niet in bf16, wat het recept van de training vraagt: stappen duren lang</translation>
    </message>
    <message>
        <source>left out: %1</source>
        <translation>weggelaten: %1</translation>
    </message>
    <message>
        <source>left out of the validation: %1</source>
        <translation>weggelaten uit de validatie: %1</translation>
    </message>
    <message>
        <source>holds no pairs: neither folders &apos;short&apos; and &apos;long&apos;, nor lists such as Sony_train_list.txt, nor a pairs.csv</source>
        <translation>bevat geen paren: geen mappen &apos;short&apos; en &apos;long&apos;, geen lijsten zoals Sony_train_list.txt en geen pairs.csv</translation>
    </message>
    <message>
        <source>holds several data sets: name %1 or %2</source>
        <translation>bevat meer dan één gegevensset: noem %1 of %2</translation>
    </message>
    <message>
        <source>holds lists of several data sets: name the folder %1 or %2 in it</source>
        <translation>bevat lijsten van meer dan één gegevensset: noem de map %1 of %2 erin</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in column %2 is not a number above 0</source>
        <translation>&apos;%1&apos; in kolom %2 is geen getal boven 0</translation>
    </message>
    <message>
        <source>the first line must name the column &apos;%1&apos; once</source>
        <translation>de eerste regel moet de kolom &apos;%1&apos; één keer noemen</translation>
    </message>
    <message>
        <source>has %1 columns instead of the %2 that the first line names</source>
        <translation>heeft %1 kolommen in plaats van de %2 die de eerste regel noemt</translation>
    </message>
    <message>
        <source>names no %1 file</source>
        <translation>noemt geen %1-bestand</translation>
    </message>
    <message>
        <source>a second pair is named %1: %2 and %3</source>
        <translation>een tweede paar heet %1: %2 en %3</translation>
    </message>
    <message>
        <source>two ground truths have the same name: %1 and %2</source>
        <translation>twee ground truths hebben dezelfde naam: %1 en %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a split: train, val or test</source>
        <translation>&apos;%1&apos; is geen split: train, val of test</translation>
    </message>
    <message>
        <source>lacks a file of %1</source>
        <translation>mist een bestand van %1</translation>
    </message>
    <message>
        <source>is not the index of a decoded data set</source>
        <translation>is niet de index van een gedecodeerde gegevensset</translation>
    </message>
    <message>
        <source>is of version %1, this program reads version %2; build the cache again</source>
        <translation>is van versie %1, dit programma leest versie %2; bouw de cache opnieuw</translation>
    </message>
    <message>
        <source>is damaged: it has no header of a decoded file</source>
        <translation>is beschadigd: het heeft geen kop van een gedecodeerd bestand</translation>
    </message>
    <message>
        <source>holds only the first short exposure of each burst, %1 are not decoded; decode all with &apos;scotopic-cli dataset cache --bursts all&apos;</source>
        <translation>bevat alleen de eerste korte opname van elke burst, %1 zijn niet gedecodeerd; decodeer alles met &apos;scotopic-cli dataset cache --bursts all&apos;</translation>
    </message>
    <message>
        <source>%1 and %2 cannot train one network: one is a Bayer mosaic, the other X-Trans</source>
        <translation>%1 en %2 kunnen niet samen één netwerk trainen: het ene is een Bayer-mozaïek, het andere X-Trans</translation>
    </message>
    <message>
        <source>holds no clean set</source>
        <translation>bevat geen schone set</translation>
    </message>
    <message>
        <source>is no clean set&apos;s index</source>
        <translation>is niet de index van een schone set</translation>
    </message>
    <message>
        <source>has no picture of the split %1</source>
        <translation>heeft geen beeld van de split %1</translation>
    </message>
    <message>
        <source>there is nothing to score: %1</source>
        <translation>er is niets te scoren: %1</translation>
    </message>
    <message>
        <source>no model is given</source>
        <translation>er is geen model opgegeven</translation>
    </message>
    <message>
        <source>no decoded pair of the %1 split is left</source>
        <translation>van de split %1 is geen gedecodeerd paar over</translation>
    </message>
    <message>
        <source>%1 was trained on scenes that it is scored on: %2</source>
        <translation>%1 is getraind op scènes waarop het gescoord wordt: %2</translation>
    </message>
    <message>
        <source>the checkpoint of %1 was chosen by scenes that it is scored on: %2</source>
        <translation>het controlepunt van %1 is gekozen met scènes waarop het gescoord wordt: %2</translation>
    </message>
    <message>
        <source>a frame of %1 x %2 pixels is smaller than the protocol&apos;s crop of %3</source>
        <translation>een beeld van %1 x %2 pixels is kleiner dan de uitsnede van %3 van het protocol</translation>
    </message>
    <message>
        <source>a picture of %1 pixels is too small to be scored: %2 on each side are needed</source>
        <translation>een beeld van %1 pixels is te klein om te scoren: aan elke kant zijn er %2 nodig</translation>
    </message>
    <message>
        <source>a picture of %1 pixels cannot be compared with a ground truth of %2</source>
        <translation>een beeld van %1 pixels kan niet vergeleken worden met een ground truth van %2</translation>
    </message>
    <message>
        <source>precise statistics are taken over training pairs, and %1 has none</source>
        <translation>precieze statistieken worden over trainingsparen genomen, en %1 heeft er geen</translation>
    </message>
    <message>
        <source>a %1 model has no statistics to measure</source>
        <translation>een model van soort %1 heeft geen statistieken om te meten</translation>
    </message>
    <message>
        <source>is not a table of scores: its first line names other columns</source>
        <translation>is geen tabel van scores: de eerste regel noemt andere kolommen</translation>
    </message>
    <message>
        <source>row %1 is not a score: %2</source>
        <translation>rij %1 is geen score: %2</translation>
    </message>
    <message>
        <source>pictures smaller than 7 x 7 pixels have no SSIM</source>
        <translation>beelden kleiner dan 7 x 7 pixels hebben geen SSIM</translation>
    </message>
    <message>
        <source>a whole number from %1 on</source>
        <translation>een geheel getal vanaf %1</translation>
    </message>
    <message>
        <source>above 0 and at most 1</source>
        <translation>boven 0 en hoogstens 1</translation>
    </message>
    <message>
        <source>above 0</source>
        <translation>boven 0</translation>
    </message>
    <message>
        <source>between 0 and 1</source>
        <translation>tussen 0 en 1</translation>
    </message>
    <message>
        <source>from 0 to 1</source>
        <translation>van 0 tot 1</translation>
    </message>
    <message>
        <source>0 unless the schedule is cosine</source>
        <translation>0, tenzij het schema cosinus is</translation>
    </message>
    <message>
        <source>asked for with a network that has batch normalisation</source>
        <translation>gevraagd bij een netwerk dat batchnormalisatie heeft</translation>
    </message>
    <message>
        <source>the learning rate</source>
        <translation>de leersnelheid</translation>
    </message>
    <message>
        <source>the epoch of the learning rate&apos;s drop</source>
        <translation>het epoch waarin de leersnelheid daalt</translation>
    </message>
    <message>
        <source>the learning rate after the drop</source>
        <translation>de leersnelheid na de daling</translation>
    </message>
    <message>
        <source>the number of warm-up steps</source>
        <translation>het aantal opwarmstappen</translation>
    </message>
    <message>
        <source>the gradient&apos;s largest norm</source>
        <translation>de grootste norm van de gradiënt</translation>
    </message>
    <message>
        <source>the decay of the weights&apos; moving average</source>
        <translation>het verval van het voortschrijdend gemiddelde van de gewichten</translation>
    </message>
    <message>
        <source>freezing normalisation</source>
        <translation>normalisatie bevriezen</translation>
    </message>
    <message>
        <source>the epoch after which normalisation is frozen</source>
        <translation>het epoch waarna de normalisatie bevroren wordt</translation>
    </message>
    <message>
        <source>the number of epochs without gain before stopping</source>
        <translation>het aantal epochs zonder winst tot het stoppen</translation>
    </message>
    <message>
        <source>the network&apos;s base width</source>
        <translation>de basisbreedte van het netwerk</translation>
    </message>
    <message>
        <source>from 1 to 512</source>
        <translation>van 1 tot 512</translation>
    </message>
    <message>
        <source>the number of epochs</source>
        <translation>het aantal epochs</translation>
    </message>
    <message>
        <source>the number of steps an epoch</source>
        <translation>het aantal stappen per epoch</translation>
    </message>
    <message>
        <source>the patch</source>
        <translation>de patch</translation>
    </message>
    <message>
        <source>a multiple of 16 packed pixels from 16 to 16384</source>
        <translation>een veelvoud van 16 gepakte pixels, van 16 tot 16384</translation>
    </message>
    <message>
        <source>the batch</source>
        <translation>de batch</translation>
    </message>
    <message>
        <source>the number of accumulated batches</source>
        <translation>het aantal opgetelde batches</translation>
    </message>
    <message>
        <source>the number of epochs between validations</source>
        <translation>het aantal epochs tussen validaties</translation>
    </message>
    <message>
        <source>the number of epochs between sample pictures</source>
        <translation>het aantal epochs tussen voorbeeldbeelden</translation>
    </message>
    <message>
        <source>the number of epochs between checkpoints</source>
        <translation>het aantal epochs tussen controlepunten</translation>
    </message>
    <message>
        <source>the share of samples that may be unreadable</source>
        <translation>het deel van de voorbeelden dat onleesbaar mag zijn</translation>
    </message>
    <message>
        <source>is a device, not a file</source>
        <translation>is een apparaat, geen bestand</translation>
    </message>
    <message>
        <source>is a pipe, not a file</source>
        <translation>is een pijp, geen bestand</translation>
    </message>
    <message>
        <source>is a socket, not a file</source>
        <translation>is een socket, geen bestand</translation>
    </message>
    <message>
        <source>stands for what a process has open, and is no file</source>
        <translation>staat voor wat een proces open heeft, en is geen bestand</translation>
    </message>
    <message>
        <source>has colours of kind %1 (photometric interpretation); grey and RGB can be read</source>
        <translation>heeft kleuren van soort %1 (fotometrische interpretatie); grijs en RGB kunnen worden gelezen</translation>
    </message>
    <message>
        <source>is compressed by method %1, which this libtiff cannot read</source>
        <translation>is gecomprimeerd met methode %1, die deze libtiff niet kan lezen</translation>
    </message>
    <message>
        <source>claims to have tiles of %1 x %2 pixels</source>
        <translation>zegt tegels van %1 x %2 pixels te hebben</translation>
    </message>
    <message>
        <source>a tile is missing</source>
        <translation>er ontbreekt een tegel</translation>
    </message>
    <message>
        <source>every photosite lies at or below the black level of %1: there is no light in the file, or its levels are in another scale than its data</source>
        <translation>elke fotosite ligt op of onder het zwartniveau van %1: er is geen licht in het bestand, of de niveaus hebben een andere schaal dan de gegevens</translation>
    </message>
    <message>
        <source>every photosite lies at or above the white level of %1</source>
        <translation>elke fotosite ligt op of boven het witniveau van %1</translation>
    </message>
    <message>
        <source>the brightest photosites all stop at %1, %2</source>
        <translation>de helderste fotosites houden alle op bij %1; %2</translation>
    </message>
    <message>
        <source>nothing comes near white: the brightest photosites lie at %1, %2</source>
        <translation>niets komt bij wit in de buurt: de helderste fotosites liggen op %1; %2</translation>
    </message>
    <message>
        <source>the file gives no white level, so that %1 is taken</source>
        <translation>het bestand noemt geen witniveau, dus wordt %1 genomen</translation>
    </message>
    <message>
        <source>the file says %1</source>
        <translation>volgens het bestand is het %1</translation>
    </message>
    <message>
        <source>white %1</source>
        <translation>wit %1</translation>
    </message>
    <message>
        <source>the darkest photosites lie at %1, the file says black %2</source>
        <translation>de donkerste fotosites liggen op %1; volgens het bestand is zwart %2</translation>
    </message>
    <message>
        <source>no colour matrix in the file: colours are the sensor&apos;s own</source>
        <translation>geen kleurmatrix in het bestand: de kleuren zijn die van de sensor zelf</translation>
    </message>
    <message>
        <source>the file asks for %1 that is not applied</source>
        <translation>het bestand vraagt om %1, wat niet wordt toegepast</translation>
    </message>
    <message>
        <source>picture %1 of %2 in the file</source>
        <translation>beeld %1 van %2 in het bestand</translation>
    </message>
    <message>
        <source>the photosites are not square: the picture is stretched to its shape</source>
        <translation>de fotosites zijn niet vierkant: het beeld wordt naar zijn vorm uitgerekt</translation>
    </message>
    <message>
        <source>has one column instead of SHORT LONG ISO F</source>
        <translation>heeft één kolom in plaats van SHORT LONG ISO F</translation>
    </message>
    <message>
        <source>one dead photosite is filled from its neighbours</source>
        <translation>één dode fotosite is gevuld vanuit de buren</translation>
    </message>
    <message>
        <source>%1 dead photosites are filled from their neighbours</source>
        <translation>%1 dode fotosites zijn gevuld vanuit de buren</translation>
    </message>
    <message>
        <source>a lens shading map</source>
        <translation>een kaart van de lensschaduw</translation>
    </message>
    <message>
        <source>a correction of lens distortion</source>
        <translation>een correctie van de lensvertekening</translation>
    </message>
    <message>
        <source>a correction of vignetting</source>
        <translation>een correctie van de vignettering</translation>
    </message>
    <message>
        <source>a cut of the edges</source>
        <translation>een afsnijding van de randen</translation>
    </message>
    <message>
        <source>a correction of a kind that is not known here (opcode %1)</source>
        <translation>een correctie van een soort die hier niet bekend is (opcode %1)</translation>
    </message>
    <message>
        <source>an impossible crop</source>
        <translation>een onmogelijke uitsnede</translation>
    </message>
    <message>
        <source>an impossible shape of photosites</source>
        <translation>een onmogelijke vorm van fotosites</translation>
    </message>
    <message>
        <source>holds a YCbCr picture, which is already developed, and no sensor counts</source>
        <translation>bevat een YCbCr-beeld, dat al ontwikkeld is, en geen sensorwaarden</translation>
    </message>
    <message>
        <source>holds one raw picture, no number %1</source>
        <translation>bevat één raw-beeld, geen nummer %1</translation>
    </message>
    <message>
        <source>holds %1 raw pictures, no number %2</source>
        <translation>bevat %1 raw-beelden, geen nummer %2</translation>
    </message>
    <message>
        <source>comes from the camera %1, which LibRaw %2 does not know and LibRaw %3 does: build with that one, or convert the photo to DNG</source>
        <translation>komt van de camera %1, die LibRaw %2 niet kent en LibRaw %3 wel: bouw met die versie, of zet de foto om naar DNG</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>de naam is te lang</translation>
    </message>
    <message>
        <source>the file system there takes no &apos;%1&apos; in names</source>
        <translation>het bestandssysteem daar staat geen &apos;%1&apos; in namen toe</translation>
    </message>
    <message>
        <source>the file system there takes no names that are not UTF-8</source>
        <translation>het bestandssysteem daar staat geen namen toe die geen UTF-8 zijn</translation>
    </message>
    <message>
        <source>%1 saturates at %2, below the white level of %3</source>
        <translation>%1 verzadigt bij %2, onder het witniveau van %3</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rood</translation>
    </message>
    <message>
        <source>green</source>
        <translation>groen</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>blauw</translation>
    </message>
    <message>
        <source>is compressed by %1, which %2 cannot read: save it again without compression, or as lossless JPEG, with a DNG converter</source>
        <translation>is gecomprimeerd met %1, wat %2 niet kan lezen: sla het opnieuw op zonder compressie, of als verliesvrije JPEG, met een DNG-converter</translation>
    </message>
    <message>
        <source>is a BigTIFF DNG, which %1 cannot read: save it again as an ordinary DNG, smaller than 4 GB</source>
        <translation>is een BigTIFF-DNG, die %1 niet kan lezen: sla het opnieuw op als gewone DNG, kleiner dan 4 GB</translation>
    </message>
    <message>
        <source>the photo %1</source>
        <translation>de foto %1</translation>
    </message>
</context>
<context>
    <name>ReportExport</name>
    <message>
        <source>there is no picture to make a figure of; select images whose data is there</source>
        <translation>er is geen beeld om een figuur van te maken; selecteer beelden waarvan de data er zijn</translation>
    </message>
</context>
<context>
    <name>StageText</name>
    <message>
        <source>decoding the data set</source>
        <translation>dataset decoderen</translation>
    </message>
    <message>
        <source>developing</source>
        <translation>ontwikkelen</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>epoch %1 van %2</translation>
    </message>
    <message>
        <source>ground truth %1 of %2</source>
        <translation>ground truth %1 van %2</translation>
    </message>
    <message>
        <source>looking at files</source>
        <translation>bestanden bekijken</translation>
    </message>
    <message>
        <source>network</source>
        <translation>netwerk</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>openen</translation>
    </message>
    <message>
        <source>packing</source>
        <translation>inpakken</translation>
    </message>
    <message>
        <source>pair %1 of %2</source>
        <translation>paar %1 van %2</translation>
    </message>
    <message>
        <source>picture %1 of %2</source>
        <translation>beeld %1 van %2</translation>
    </message>
    <message>
        <source>preparing the network</source>
        <translation>netwerk voorbereiden</translation>
    </message>
    <message>
        <source>report</source>
        <translation>rapport</translation>
    </message>
    <message>
        <source>sample pictures</source>
        <translation>voorbeeldbeelden</translation>
    </message>
    <message>
        <source>self-check</source>
        <translation>zelftest</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>statistieken</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>validatie</translation>
    </message>
    <message>
        <source>waiting for another process that decodes this data set</source>
        <translation>wachten op een ander proces dat deze dataset decodeert</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>schrijven</translation>
    </message>
</context>
<context>
    <name>ViewedPicture</name>
    <message>
        <source>%1 is no longer among the decoded data; evaluate again</source>
        <translation>%1 zit niet meer in de gedecodeerde data; evalueer opnieuw</translation>
    </message>
</context>
<context>
    <name>scotopic::AboutDialog</name>
    <message>
        <source>About Scotopic</source>
        <translation>Over Scotopic</translation>
    </message>
    <message>
        <source>Bright, clean pictures from raw photos taken in the dark.</source>
        <translation>Heldere, ruisvrije beelden uit raw-foto&apos;s die in het donker zijn gemaakt.</translation>
    </message>
    <message>
        <source>MIT licence. It comes without any warranty.</source>
        <translation>MIT-licentie. Zonder enige garantie.</translation>
    </message>
</context>
<context>
    <name>scotopic::AmplificationControl</name>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Amplification</source>
        <translation>Versterking</translation>
    </message>
    <message>
        <source>How much brighter than shot</source>
        <translation>Hoeveel helderder dan opgenomen</translation>
    </message>
    <message>
        <source>Automatic amplification</source>
        <translation>Automatische versterking</translation>
    </message>
    <message>
        <source>Suggested for this photo: %1</source>
        <translation>Voorstel voor deze foto: %1</translation>
    </message>
</context>
<context>
    <name>scotopic::BusyBar</name>
    <message>
        <source>Progress</source>
        <translation>Voortgang</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>Exporting: writing</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2 s left</source>
        <translation>%1, nog %2 s</translation>
    </message>
    <message>
        <source>%1, %2 min left</source>
        <translation>%1, nog %2 min</translation>
    </message>
    <message>
        <source>%1, %2 h left</source>
        <translation>%1, nog %2 u</translation>
    </message>
    <message>
        <source>Stop what is being computed</source>
        <translation>De lopende berekening stoppen</translation>
    </message>
</context>
<context>
    <name>scotopic::ChartBoard</name>
    <message>
        <source>&amp;Raw</source>
        <translation>&amp;Ruw</translation>
    </message>
    <message>
        <source>Lo&amp;g steps</source>
        <translation>Lo&amp;g. stappen</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Afvlakking</translation>
    </message>
    <message>
        <source>Behind a smoothed curve, what it was made of; of more than four runs, of the chosen one alone</source>
        <translation>Achter een afgevlakte curve waar ze uit is ontstaan; bij meer dan vier runs alleen achter die van de gekozen run</translation>
    </message>
    <message>
        <source>Steps on a logarithmic axis; a chart&apos;s own menu does so with its values</source>
        <translation>Stappen op een logaritmische as; het menu van een grafiek doet dat met haar waarden</translation>
    </message>
    <message>
        <source>All s&amp;teps</source>
        <translation>A&amp;lle stappen</translation>
    </message>
    <message>
        <source>Wheel zooms, dragging pans, double-click shows a chart alone, L is for logarithmic values</source>
        <translation>Wiel zoomt, slepen verschuift, dubbelklikken toont een grafiek alleen, L is voor logaritmische waarden</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xporteren…</translation>
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation>Afvla&amp;kking</translation>
    </message>
    <message>
        <source>Curves are drawn here of the run that is chosen and of those that are checked in the list.</source>
        <translation>Hier worden curven getekend van de gekozen run en van de runs die in de lijst zijn aangevinkt.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 stappen</translation>
    </message>
    <message>
        <source>Export the curves</source>
        <translation>Curven exporteren</translation>
    </message>
    <message>
        <source>Picture (*.png);;Drawing (*.svg);;Values (*.csv)</source>
        <translation>Beeld (*.png);;Tekening (*.svg);;Waarden (*.csv)</translation>
    </message>
    <message>
        <source>%1: choose a name that ends in .png, .svg or .csv</source>
        <translation>%1: kies een naam die eindigt op .png, .svg of .csv</translation>
    </message>
    <message>
        <source>Stop (%1 %)</source>
        <translation>Stoppen (%1 %)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>The file is being written; click to leave it</source>
        <translation>Het bestand wordt geschreven; klik om ervan af te zien</translation>
    </message>
</context>
<context>
    <name>scotopic::ColourBar</name>
    <message>
        <source>Colours of the difference map</source>
        <translation>Kleuren van de verschilkaart</translation>
    </message>
    <message>
        <source>from %L1 to %L2</source>
        <translation>van %L1 tot %L2</translation>
    </message>
</context>
<context>
    <name>scotopic::ColourControl</name>
    <message>
        <source>White balance</source>
        <translation>Witbalans</translation>
    </message>
    <message>
        <source>As shot</source>
        <translation>Zoals opgenomen</translation>
    </message>
    <message>
        <source>Daylight</source>
        <translation>Daglicht</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Aangepast</translation>
    </message>
    <message>
        <source>Colour temperature in kelvin</source>
        <translation>Kleurtemperatuur in kelvin</translation>
    </message>
    <message>
        <source> K</source>
        <translation> K</translation>
    </message>
    <message>
        <source>Colour of the light in the scene: candles 2000 K, lamps 2900 K, daylight 6500 K</source>
        <translation>Kleur van het licht in de scène: kaarsen 2000 K, lampen 2900 K, daglicht 6500 K</translation>
    </message>
    <message>
        <source>Tint: below 0 greener, above 0 more magenta</source>
        <translation>Tint: onder 0 groener, boven 0 meer magenta</translation>
    </message>
    <message>
        <source>Tint </source>
        <translation>Tint </translation>
    </message>
    <message>
        <source>Below 0 greener, above 0 more magenta</source>
        <translation>Onder 0 groener, boven 0 meer magenta</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Toon</translation>
    </message>
    <message>
        <source>Natural</source>
        <translation>Natuurlijk</translation>
    </message>
    <message>
        <source>As in the study</source>
        <translation>Zoals in de studie</translation>
    </message>
    <message>
        <source>Natural keeps bright lights; the study&apos;s curve clips them as LibRaw does</source>
        <translation>Natuurlijk behoudt felle lichten; de curve van de studie kapt ze af zoals LibRaw doet</translation>
    </message>
    <message>
        <source>Exposure after the model, in stops</source>
        <translation>Belichting na het model, in stops</translation>
    </message>
    <message>
        <source> EV</source>
        <translation> EV</translation>
    </message>
    <message>
        <source>Brighter or darker without asking the model again; bright lights keep what they have</source>
        <translation>Lichter of donkerder zonder het model opnieuw te vragen; felle lichten behouden wat ze hebben</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichting</translation>
    </message>
</context>
<context>
    <name>scotopic::ComparisonPage</name>
    <message>
        <source>&amp;New evaluation…</source>
        <translation>&amp;Nieuwe evaluatie…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Openen…</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>&amp;Rapport opslaan…</translation>
    </message>
    <message>
        <source>Open evaluation</source>
        <translation>Evaluatie openen</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>What the scores mean; several can be chosen for an evaluation</source>
        <translation>Wat de scores betekenen; voor een evaluatie kunnen er meer worden gekozen</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>&amp;Protocol</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultaten</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Beelden</translation>
    </message>
    <message>
        <source>Two models</source>
        <translation>Twee modellen</translation>
    </message>
    <message>
        <source>Batch normalisation</source>
        <translation>Batchnormalisatie</translation>
    </message>
    <message>
        <source>Cancelled. What was scored is kept; the same evaluation goes on where it stopped.</source>
        <translation>Afgebroken. Wat al gescoord was, blijft bewaard; dezelfde evaluatie gaat verder waar ze ophield.</translation>
    </message>
    <message>
        <source>%1 holds no scores yet; evaluate into it.</source>
        <translation>%1 bevat nog geen scores; evalueer eerst naar deze map.</translation>
    </message>
    <message>
        <source>Not scored: %1</source>
        <translation>Niet gescoord: %1</translation>
    </message>
    <message>
        <source>Full pictures cannot be shown: %1</source>
        <translation>Volledige beelden kunnen niet worden getoond: %1</translation>
    </message>
    <message>
        <source>Open the folder of an evaluation</source>
        <translation>Map van een evaluatie openen</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>Rapport opslaan</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Evalueren</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Rapport opslaan</translation>
    </message>
    <message>
        <source>Web page with pictures (*.html)</source>
        <translation>Webpagina met beelden (*.html)</translation>
    </message>
    <message>
        <source>PDF with pictures (*.pdf)</source>
        <translation>PDF met beelden (*.pdf)</translation>
    </message>
    <message>
        <source>Every score, comma-separated (*.csv)</source>
        <translation>Alle scores, door komma&apos;s gescheiden (*.csv)</translation>
    </message>
    <message>
        <source>Tables in Markdown (*.md)</source>
        <translation>Tabellen in Markdown (*.md)</translation>
    </message>
    <message>
        <source>Tables for LaTeX (*.tex)</source>
        <translation>Tabellen voor LaTeX (*.tex)</translation>
    </message>
    <message>
        <source>Figure of the selected images, 300 dpi (*.png)</source>
        <translation>Figuur van de geselecteerde beelden, 300 dpi (*.png)</translation>
    </message>
    <message>
        <source>%1: its ending is none of .html, .pdf, .csv, .md, .tex and .png.</source>
        <translation>%1: de extensie is geen van .html, .pdf, .csv, .md, .tex en .png.</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 is opgeslagen</translation>
    </message>
    <message>
        <source>Scored: %1. It is among those that &apos;Open&apos; lists.</source>
        <translation>Beoordeeld: %1. De evaluatie staat bij ‘Openen’ in de lijst.</translation>
    </message>
    <message>
        <source>&amp;Choose a folder…</source>
        <translation>Een map &amp;kiezen…</translation>
    </message>
    <message>
        <source>An evaluation goes on. Cancel it, or wait for its end, to begin another one.</source>
        <translation>Er loopt al een evaluatie. Annuleer die of wacht tot ze klaar is om een andere te beginnen.</translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out: this page takes an evaluation, a data set or models.</source>
        <translation>
            <numerusform>%n ander bestand overgeslagen: deze pagina neemt een evaluatie, een dataset of modellen.</numerusform>
            <numerusform>%n andere bestanden overgeslagen: deze pagina neemt een evaluatie, een dataset of modellen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 is er niet.</translation>
    </message>
    <message>
        <source>%1 is nothing that this page takes: drop an evaluation&apos;s folder, a data set or models.</source>
        <translation>%1 is niets wat deze pagina aanneemt: sleep een map van een evaluatie, een dataset of modellen hierheen.</translation>
    </message>
</context>
<context>
    <name>scotopic::ComparisonStart</name>
    <message>
        <source>Score models on a test set, and see where they differ.</source>
        <translation>Scoor modellen op een testset en zie waar ze verschillen.</translation>
    </message>
    <message>
        <source>A new evaluation takes a data set of short and long exposures (SID, or your own pairs) and any number of models. What was scored before, here or on the command line, opens again at once.</source>
        <translation>Een nieuwe evaluatie neemt een dataset van korte en lange belichtingen (SID, of uw eigen paren) en een willekeurig aantal modellen. Wat eerder is gescoord, hier of op de opdrachtregel, gaat meteen weer open.</translation>
    </message>
    <message>
        <source>&amp;New evaluation…</source>
        <translation>&amp;Nieuwe evaluatie…</translation>
    </message>
    <message>
        <source>&amp;Open evaluation…</source>
        <translation>Evaluatie &amp;openen…</translation>
    </message>
    <message>
        <source>Recent evaluations</source>
        <translation>Recente evaluaties</translation>
    </message>
</context>
<context>
    <name>scotopic::ComparisonViewer</name>
    <message>
        <source>Image</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>Input, amplified</source>
        <translation>Invoer, versterkt</translation>
    </message>
    <message>
        <source>Ground truth</source>
        <translation>Ground truth</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>laden</translation>
    </message>
    <message>
        <source>its data is gone</source>
        <translation>de data zijn er niet meer</translation>
    </message>
    <message>
        <source>rendering</source>
        <translation>berekenen</translation>
    </message>
    <message>
        <source>not scored</source>
        <translation>niet gescoord</translation>
    </message>
    <message>
        <source>Whole picture, protocol %1</source>
        <translation>Hele beeld, protocol %1</translation>
    </message>
    <message>
        <source>Region %1 x %2 at %3, %4, protocol %5</source>
        <translation>Gebied %1 x %2 op %3, %4, protocol %5</translation>
    </message>
    <message>
        <source>Pixel %1, %2</source>
        <translation>Pixel %1, %2</translation>
    </message>
    <message>
        <source>Pixel in the middle: %1, %2</source>
        <translation>Pixel in het midden: %1, %2</translation>
    </message>
    <message>
        <source>rendering, %1 %</source>
        <translation>berekenen, %1 %</translation>
    </message>
</context>
<context>
    <name>scotopic::CurveChart</name>
    <message>
        <source>step %1: %2</source>
        <translation>stap %1: %2</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>stap %1</translation>
    </message>
    <message>
        <source>&amp;Logarithmic values</source>
        <translation>&amp;Logaritmische waarden</translation>
    </message>
    <message>
        <source>&amp;Alone, or with the others</source>
        <translation>&amp;Alleen, of met de andere</translation>
    </message>
    <message>
        <source>&amp;Show all steps</source>
        <translation>Alle &amp;stappen tonen</translation>
    </message>
</context>
<context>
    <name>scotopic::DataBrowseButton</name>
    <message>
        <source>Browse</source>
        <translation>Bladeren</translation>
    </message>
    <message>
        <source>A &amp;folder…</source>
        <translation>Een &amp;map…</translation>
    </message>
    <message>
        <source>A &amp;list of pairs…</source>
        <translation>Een &amp;lijst van paren…</translation>
    </message>
    <message>
        <source>Lists of pairs (*.txt *.csv)</source>
        <translation>Lijsten van paren (*.txt *.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle bestanden (*)</translation>
    </message>
</context>
<context>
    <name>scotopic::DataSummary</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 tot %2</translation>
    </message>
    <message numerus="yes">
        <source>%n scene(s) to learn from</source>
        <translation>
            <numerusform>%n scène om van te leren</numerusform>
            <numerusform>%n scènes om van te leren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to validate on</source>
        <translation>
            <numerusform>%n om op te valideren</numerusform>
            <numerusform>%n om op te valideren</numerusform>
        </translation>
    </message>
    <message>
        <source>amplification %1</source>
        <translation>versterking %1</translation>
    </message>
    <message>
        <source>It has no pairs of the train split.</source>
        <translation>Er zijn geen paren van de split train.</translation>
    </message>
    <message>
        <source>It has no validation split: no epoch is scored, and there is no best model.</source>
        <translation>Er is geen split validation: geen epoch wordt gescoord, en er is geen beste model.</translation>
    </message>
    <message numerus="yes">
        <source>A clean set of %n picture(s): trains a model for any camera, which gives linear light</source>
        <translation>
            <numerusform>Een schone set van %n beeld: traint een model voor elke camera, dat lineair licht geeft</numerusform>
            <numerusform>Een schone set van %n beelden: traint een model voor elke camera, dat lineair licht geeft</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::DroppedFiles</name>
    <message>
        <source>%1 is an address on the web: save the file first, then open it here.</source>
        <translation>%1 is een adres op het web: bewaar het bestand eerst en open het dan hier.</translation>
    </message>
    <message>
        <source>%1 lies on another machine or device: copy the file to this one first.</source>
        <translation>%1 staat op een andere machine of een ander apparaat: kopieer het bestand eerst hierheen.</translation>
    </message>
    <message>
        <source>A picture without a file was dropped: drop the camera&apos;s raw itself.</source>
        <translation>Er is een beeld zonder bestand neergezet: sleep de raw van de camera zelf hierheen.</translation>
    </message>
    <message>
        <source>What was dropped names no file: drop files, or a path that begins with &apos;/&apos;.</source>
        <translation>Wat is neergezet, noemt geen bestand: sleep bestanden hierheen, of een pad dat met ‘/’ begint.</translation>
    </message>
    <message>
        <source>%1 is a photo: drop it on the page Enhance.</source>
        <translation>%1 is een foto: zet die neer op de pagina Verbeteren.</translation>
    </message>
    <message>
        <source>%1 is a folder: this page takes one photo at a time. scotopic-cli enhance takes folders.</source>
        <translation>%1 is een map: deze pagina neemt één foto tegelijk. scotopic-cli enhance neemt mappen.</translation>
    </message>
    <message>
        <source>%1 holds another program&apos;s weights. &apos;scotopic-cli model import&apos; makes a model file of them, which can be opened here.</source>
        <translation>%1 bevat gewichten van een ander programma. ‘scotopic-cli model import’ maakt er een modelbestand van, dat hier geopend kan worden.</translation>
    </message>
    <message numerus="yes">
        <source>%n other files</source>
        <translation>
            <numerusform>%n ander bestand</numerusform>
            <numerusform>%n andere bestanden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left out: the window takes one photo and one model at a time. scotopic-cli enhance takes many photos.</source>
        <translation>%1 overgeslagen: het venster neemt één foto en één model tegelijk. scotopic-cli enhance neemt veel foto&apos;s.</translation>
    </message>
</context>
<context>
    <name>scotopic::EnhanceActions</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Ongedaan maken</translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation>&amp;Ongedaan maken: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>O&amp;pnieuw</translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation>O&amp;pnieuw: %1</translation>
    </message>
    <message>
        <source>&amp;Open photo…</source>
        <translation>Foto &amp;openen…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>&amp;Voorbeeld openen</translation>
    </message>
    <message>
        <source>Open &amp;model file…</source>
        <translation>&amp;Modelbestand openen…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporteren…</translation>
    </message>
    <message>
        <source>&amp;Automatic amplification</source>
        <translation>&amp;Automatische versterking</translation>
    </message>
    <message>
        <source>&amp;Before / after</source>
        <translation>&amp;Voor / na</translation>
    </message>
    <message>
        <source>Before: as &amp;shot</source>
        <translation>Voor: zoals &amp;opgenomen</translation>
    </message>
    <message>
        <source>Before: &amp;classical at the same amplification</source>
        <translation>Voor: &amp;klassiek met dezelfde versterking</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Inzoomen</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Uitzoomen</translation>
    </message>
    <message>
        <source>Whole &amp;picture</source>
        <translation>&amp;Hele beeld</translation>
    </message>
    <message>
        <source>Actual pi&amp;xels (100 %)</source>
        <translation>We&amp;rkelijke pixels (100%)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Annule&amp;ren</translation>
    </message>
    <message>
        <source>As shot</source>
        <translation>Opgenomen</translation>
    </message>
    <message>
        <source>Compare with the photo as the camera exposed it (Shift+S)</source>
        <translation>Vergelijken met de foto zoals de camera die belichtte (Shift+S)</translation>
    </message>
    <message>
        <source>Classical</source>
        <translation>Klassiek</translation>
    </message>
    <message>
        <source>Compare with LibRaw&apos;s rendering at the same amplification: what the model adds (Shift+C)</source>
        <translation>Vergelijken met LibRaws ontwikkeling bij dezelfde versterking: wat het model toevoegt (Shift+C)</translation>
    </message>
</context>
<context>
    <name>scotopic::EnhancePage</name>
    <message>
        <source>Export cancelled; nothing was written.</source>
        <translation>Exporteren afgebroken; er is niets geschreven.</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>%1 is geëxporteerd</translation>
    </message>
    <message>
        <source>Classical rendering by LibRaw</source>
        <translation>Klassieke ontwikkeling door LibRaw</translation>
    </message>
    <message>
        <source>This is a %1 raw, and the model &apos;%2&apos; takes %3: the picture is LibRaw&apos;s classical rendering.</source>
        <translation>Dit is een %1-raw, en het model &apos;%2&apos; vraagt %3: het beeld is LibRaws klassieke ontwikkeling.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exporteren</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Model laden</translation>
    </message>
    <message>
        <source>Refining</source>
        <translation>Verfijnen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>amplification</source>
        <translation>versterking</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>kleur</translation>
    </message>
    <message>
        <source>model change</source>
        <translation>ander model</translation>
    </message>
    <message>
        <source>Open photo</source>
        <translation>Foto openen</translation>
    </message>
    <message>
        <source>Model files (*.safetensors *.SAFETENSORS);;All files (*)</source>
        <translation>Modelbestanden (*.safetensors *.SAFETENSORS);;Alle bestanden (*)</translation>
    </message>
    <message>
        <source>Open model file</source>
        <translation>Modelbestand openen</translation>
    </message>
    <message>
        <source>%1 · X-Trans, demosaiced first</source>
        <translation>%1 · X-Trans, eerst gedemosaict</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Stop what is being computed (Esc)</source>
        <translation>De lopende berekening stoppen (Esc)</translation>
    </message>
    <message>
        <source>Raw photos (%1);;All files (*)</source>
        <translation>Raw-foto&apos;s (%1);;Alle bestanden (*)</translation>
    </message>
    <message>
        <source>visible area</source>
        <translation>zichtbaar deel</translation>
    </message>
    <message>
        <source>The raw file was changed or removed after it was opened; the picture shows it as it was.</source>
        <translation>Het raw-bestand is na het openen gewijzigd of verwijderd; de foto toont het zoals het was.</translation>
    </message>
    <message>
        <source>picture in the file</source>
        <translation>beeld in het bestand</translation>
    </message>
</context>
<context>
    <name>scotopic::EnhancePanel</name>
    <message>
        <source>Amplification</source>
        <translation>Versterking</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Kleur</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Voor</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>Voor: %1</translation>
    </message>
    <message>
        <source>Whole sensor area</source>
        <translation>Hele sensorvlak</translation>
    </message>
    <message>
        <source>Show and export all photosites, not the part alone that the file asks for</source>
        <translation>Alle fotosites tonen en exporteren, niet alleen het deel waar het bestand om vraagt</translation>
    </message>
    <message>
        <source>Picture in the file</source>
        <translation>Beeld in het bestand</translation>
    </message>
    <message>
        <source>The file holds several raw pictures: which of them is shown and exported</source>
        <translation>Het bestand bevat meerdere raw-beelden: welke ervan getoond en geëxporteerd wordt</translation>
    </message>
    <message>
        <source>Picture %1 of %2</source>
        <translation>Beeld %1 van %2</translation>
    </message>
</context>
<context>
    <name>scotopic::EpochPictures</name>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>&amp;Epoch</source>
        <translation>&amp;Epoch</translation>
    </message>
    <message>
        <source>Previous kept epoch</source>
        <translation>Vorige bewaarde epoch</translation>
    </message>
    <message>
        <source>Next kept epoch</source>
        <translation>Volgende bewaarde epoch</translation>
    </message>
    <message>
        <source>Validation picture</source>
        <translation>Validatiebeeld</translation>
    </message>
    <message>
        <source>Input, output and ground truth</source>
        <translation>Invoer, uitvoer en ground truth</translation>
    </message>
    <message>
        <source>Your photo through this epoch</source>
        <translation>Uw foto door deze epoch</translation>
    </message>
    <message>
        <source>Validation: input, output, ground truth</source>
        <translation>Validatie: invoer, uitvoer, ground truth</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>epoch %1</translation>
    </message>
    <message>
        <source>Choose a run to see what it has kept of its epochs.</source>
        <translation>Kies een run om te zien wat die van zijn epochs heeft bewaard.</translation>
    </message>
    <message>
        <source>Nothing is kept of this run&apos;s epochs yet. Sample pictures and models come as often as its recipe says.</source>
        <translation>Van de epochs van deze run is nog niets bewaard. Voorbeeldbeelden en modellen komen zo vaak als zijn recept zegt.</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>Epoch %1</translation>
    </message>
    <message>
        <source>No sample pictures were made in this epoch.</source>
        <translation>In deze epoch zijn geen voorbeeldbeelden gemaakt.</translation>
    </message>
    <message>
        <source>Open a raw on the Enhance page to see it here through each kept epoch.</source>
        <translation>Open een raw op de pagina Verbeteren om die hier door elke bewaarde epoch te zien.</translation>
    </message>
    <message>
        <source>This run&apos;s network is for raws of another colour filter; open one of those.</source>
        <translation>Het netwerk van deze run is voor raws van een ander kleurenfilter; open er zo een.</translation>
    </message>
    <message>
        <source>The model of this epoch was not kept.</source>
        <translation>Het model van deze epoch is niet bewaard.</translation>
    </message>
    <message>
        <source>rendering, %1 %</source>
        <translation>berekenen, %1 %</translation>
    </message>
    <message>
        <source>rendering</source>
        <translation>berekenen</translation>
    </message>
</context>
<context>
    <name>scotopic::EvaluationSetup</name>
    <message>
        <source>Choose a data set: SID&apos;s folder, a list of pairs, or a decoded cache.</source>
        <translation>Kies een dataset: de map van SID, een lijst van paren of een gedecodeerde cache.</translation>
    </message>
    <message>
        <source>%1 is not there; choose another data set.</source>
        <translation>%1 is er niet; kies een andere dataset.</translation>
    </message>
    <message>
        <source>Add a model, or let the classical rendering take part.</source>
        <translation>Voeg een model toe, of laat de klassieke ontwikkeling meedoen.</translation>
    </message>
    <message>
        <source>%1 is not there; remove it from the models.</source>
        <translation>%1 is er niet; verwijder het uit de modellen.</translation>
    </message>
    <message>
        <source>Choose at least one kind of statistics for batch normalisation.</source>
        <translation>Kies minstens één soort statistieken voor de batchnormalisatie.</translation>
    </message>
    <message>
        <source>Choose a folder for the results.</source>
        <translation>Kies een map voor de resultaten.</translation>
    </message>
</context>
<context>
    <name>scotopic::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exporteren</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Beeld exporteren</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>TIFF</source>
        <translation>TIFF</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>8 bits per channel</source>
        <translation>8 bits per kanaal</translation>
    </message>
    <message>
        <source>16 bits per channel</source>
        <translation>16 bits per kanaal</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Bladeren…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formaat</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Diepte</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Kwaliteit</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Bits per channel</source>
        <translation>Bits per kanaal</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG-kwaliteit</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Te schrijven bestand</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Vervangen</translation>
    </message>
    <message>
        <source>The name has to end in %1.</source>
        <translation>De naam moet eindigen op %1.</translation>
    </message>
    <message>
        <source>A file of this name exists: it will be replaced.</source>
        <translation>Er bestaat al een bestand met deze naam: het wordt vervangen.</translation>
    </message>
    <message>
        <source>All that the photo says</source>
        <translation>Alles wat de foto zegt</translation>
    </message>
    <message>
        <source>All but where it was taken</source>
        <translation>Alles behalve waar hij is gemaakt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metagegevens</translation>
    </message>
    <message>
        <source>With a colour profile, and without a note of how the picture was made.</source>
        <translation>Met een kleurprofiel, en zonder notitie over hoe het beeld is gemaakt.</translation>
    </message>
    <message>
        <source>With a colour profile, the photo&apos;s metadata and a note of how the picture was made.</source>
        <translation>Met een kleurprofiel, de metagegevens van de foto en een notitie over hoe het beeld is gemaakt.</translation>
    </message>
</context>
<context>
    <name>scotopic::FieldMaker</name>
    <message>
        <source>Use: %1</source>
        <translation>Gebruiken: %1</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Bladeren…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Kiezen: %1</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Een bestand kiezen</translation>
    </message>
</context>
<context>
    <name>scotopic::FilterBar</name>
    <message>
        <source>Scene or image</source>
        <translation>Scène of beeld</translation>
    </message>
    <message>
        <source>Show scenes and images whose name has</source>
        <translation>Toon scènes en beelden met in hun naam</translation>
    </message>
    <message>
        <source>Show the amplification</source>
        <translation>Toon de versterking</translation>
    </message>
    <message>
        <source>Sort and filter by</source>
        <translation>Sorteren en filteren op</translation>
    </message>
    <message>
        <source>by PSNR</source>
        <translation>op PSNR</translation>
    </message>
    <message>
        <source>by SSIM</source>
        <translation>op SSIM</translation>
    </message>
    <message>
        <source>Model whose scores are filtered</source>
        <translation>Model waarvan de scores worden gefilterd</translation>
    </message>
    <message>
        <source>Show scores</source>
        <translation>Toon scores</translation>
    </message>
    <message>
        <source>all scores</source>
        <translation>alle scores</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>hoogstens</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>minstens</translation>
    </message>
    <message>
        <source>Limit of the scores shown</source>
        <translation>Grens van de getoonde scores</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source>all ratios</source>
        <translation>alle versterkingen</translation>
    </message>
    <message>
        <source>any model</source>
        <translation>elk model</translation>
    </message>
    <message>
        <source>Images: %1</source>
        <translation>Beelden: %1</translation>
    </message>
    <message>
        <source>Images: %1 of %2</source>
        <translation>Beelden: %1 van %2</translation>
    </message>
</context>
<context>
    <name>scotopic::HistogramView</name>
    <message>
        <source>Histogram</source>
        <translation>Histogram</translation>
    </message>
    <message>
        <source>Black: %1 % of the pixels, white: %2 %</source>
        <translation>Zwart: %1% van de pixels, wit: %2%</translation>
    </message>
</context>
<context>
    <name>scotopic::InterruptedBar</name>
    <message>
        <source>&amp;Resume</source>
        <translation>Her&amp;vatten</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>N&amp;iet nu</translation>
    </message>
    <message numerus="yes">
        <source>%n training run(s) were interrupted: %1. They can go on after their last checkpoint.</source>
        <translation>
            <numerusform>%n trainingsrun is onderbroken: %1. Die kan verder na zijn laatste checkpoint.</numerusform>
            <numerusform>%n trainingsruns zijn onderbroken: %1. Ze kunnen verder na hun laatste checkpoint.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>scotopic::LiveRendering</name>
    <message>
        <source>Preview</source>
        <translation>Voorvertoning</translation>
    </message>
    <message>
        <source>Classical</source>
        <translation>Klassiek</translation>
    </message>
    <message>
        <source>Before · as shot</source>
        <translation>Voor · zoals opgenomen</translation>
    </message>
    <message>
        <source>Before · classical · %1</source>
        <translation>Voor · klassiek · %1</translation>
    </message>
</context>
<context>
    <name>scotopic::MainWindow</name>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thema</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <comment>theme</comment>
        <translation>&amp;Systeem</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <comment>theme</comment>
        <translation>&amp;Donker</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <comment>theme</comment>
        <translation>&amp;Licht</translation>
    </message>
    <message>
        <source>Scotopic takes the system&apos;s language when it is started again.</source>
        <translation>Scotopic neemt de taal van het systeem zodra het opnieuw wordt gestart.</translation>
    </message>
    <message>
        <source>Scotopic speaks %1 when it is started again.</source>
        <translation>Scotopic spreekt %1 zodra het opnieuw wordt gestart.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>T&amp;aal</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <comment>language</comment>
        <translation>&amp;Systeem</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>Modi</translation>
    </message>
    <message>
        <source>Enhance</source>
        <translation>Verbeteren</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergelijken</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1 (Alt+%2)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Bestand</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Recent geopend</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Afsluiten</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>Be&amp;werken</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Beel&amp;d</translation>
    </message>
    <message>
        <source>&amp;Next mode</source>
        <translation>Vol&amp;gende modus</translation>
    </message>
    <message>
        <source>Pre&amp;vious mode</source>
        <translation>Vorig&amp;e modus</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse</source>
        <translation>&amp;Toetsenbord en muis</translation>
    </message>
    <message>
        <source>&amp;About Scotopic</source>
        <translation>&amp;Over Scotopic</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Over &amp;Qt</translation>
    </message>
    <message>
        <source>Scotopic</source>
        <translation>Scotopic</translation>
    </message>
    <message>
        <source>A picture is still being exported.</source>
        <translation>Er wordt nog een beeld geëxporteerd.</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Wachten</translation>
    </message>
    <message>
        <source>Close and stop the export</source>
        <translation>Sluiten en het exporteren stoppen</translation>
    </message>
    <message>
        <source>A network is being trained. What is to become of it?</source>
        <translation>Er wordt een netwerk getraind. Wat moet daarmee gebeuren?</translation>
    </message>
    <message>
        <source>A run that is stopped can go on at any time after its last checkpoint.</source>
        <translation>Een run die wordt gestopt, kan op elk moment verder na zijn laatste checkpoint.</translation>
    </message>
    <message>
        <source>&amp;Keep a checkpoint and close</source>
        <translation>&amp;Checkpoint bewaren en sluiten</translation>
    </message>
    <message>
        <source>&amp;Train until the epoch ends, then close</source>
        <translation>&amp;Trainen tot het einde van de epoch en dan sluiten</translation>
    </message>
    <message>
        <source>Closing when the run has written its checkpoint…</source>
        <translation>Scotopic sluit zodra de run zijn checkpoint heeft geschreven…</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pagina’s</translation>
    </message>
    <message>
        <source>In Compare&apos;s viewer</source>
        <translation>In de weergave van Vergelijken</translation>
    </message>
    <message>
        <source>A run that is stopped can go on at any time after its last checkpoint. Closing stops the evaluation, too; what it has scored is kept.</source>
        <translation>Een run die wordt gestopt, kan op elk moment verder na zijn laatste checkpoint. Sluiten stopt ook de evaluatie; wat beoordeeld is, blijft bewaard.</translation>
    </message>
</context>
<context>
    <name>scotopic::MeansModel</name>
    <message>
        <source>%1, n = %2</source>
        <translation>%1, n = %2</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Gemiddelde</translation>
    </message>
    <message>
        <source>Published: %1   %2  ·  %3</source>
        <translation>Gepubliceerd: %1   %2  ·  %3</translation>
    </message>
</context>
<context>
    <name>scotopic::MessageBanner</name>
    <message>
        <source>Close the message</source>
        <translation>Bericht sluiten</translation>
    </message>
</context>
<context>
    <name>scotopic::ModelPicker</name>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>What makes the picture: LibRaw alone, or a network</source>
        <translation>Wat het beeld maakt: LibRaw alleen, of een netwerk</translation>
    </message>
    <message>
        <source>Default model</source>
        <translation>Standaardmodel</translation>
    </message>
    <message>
        <source>Classical (no network)</source>
        <translation>Klassiek (geen netwerk)</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Modelbestand openen…</translation>
    </message>
</context>
<context>
    <name>scotopic::NewRun</name>
    <message>
        <source>Choose what to learn from: SID&apos;s folder, a list of pairs, a decoded cache or a clean set.</source>
        <translation>Kies waarvan te leren: de map van SID, een lijst van paren, een gedecodeerde cache of een schone set.</translation>
    </message>
    <message>
        <source>%1 is not there; choose another data set.</source>
        <translation>%1 is er niet; kies een andere dataset.</translation>
    </message>
    <message>
        <source>%1 is not there; choose another one, or leave it empty.</source>
        <translation>%1 is er niet; kies een ander bestand, of laat het leeg.</translation>
    </message>
    <message>
        <source>Give the run a name.</source>
        <translation>Geef de run een naam.</translation>
    </message>
    <message>
        <source>%1 is there already; give the run another name.</source>
        <translation>%1 bestaat al; geef de run een andere naam.</translation>
    </message>
    <message>
        <source>Change the recipe: %1.</source>
        <translation>Verander het recept: %1.</translation>
    </message>
</context>
<context>
    <name>scotopic::NewRunDialog</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>New training run</source>
        <translation>Nieuwe trainingsrun</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Bladeren…</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Dataset</translation>
    </message>
    <message>
        <source>SID&apos;s folder, a list of pairs, a decoded cache or a clean set</source>
        <translation>de map van SID, een lijst van paren, een gedecodeerde cache of een schone set</translation>
    </message>
    <message>
        <source>Validate on</source>
        <translation>Valideren op</translation>
    </message>
    <message>
        <source>pairs that choose the best epoch; may be empty</source>
        <translation>paren die de beste epoch bepalen; mag leeg zijn</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglaten</translation>
    </message>
    <message>
        <source>a list of scenes or pairs, one a line; may be empty</source>
        <translation>een lijst van scènes of paren, een per regel; mag leeg zijn</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Naam van de run</translation>
    </message>
    <message>
        <source>Problems of the data set</source>
        <translation>Problemen van de dataset</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>&amp;Dataset</translation>
    </message>
    <message>
        <source>&amp;Validate on</source>
        <translation>&amp;Valideren op</translation>
    </message>
    <message>
        <source>Choose pairs to validate on</source>
        <translation>Kies paren om op te valideren</translation>
    </message>
    <message>
        <source>Leave o&amp;ut</source>
        <translation>&amp;Weglaten</translation>
    </message>
    <message>
        <source>Choose a list of exclusions</source>
        <translation>Kies een lijst van uitsluitingen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Naam</translation>
    </message>
    <message>
        <source>L&amp;oad recipe…</source>
        <translation>Recept &amp;openen…</translation>
    </message>
    <message>
        <source>Save rec&amp;ipe…</source>
        <translation>Re&amp;cept opslaan…</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voorinstelling</translation>
    </message>
    <message>
        <source>as in the study</source>
        <translation>zoals in de studie</translation>
    </message>
    <message>
        <source>quick look: a small network, something to see in minutes</source>
        <translation>snelle blik: een klein netwerk, binnen minuten iets te zien</translation>
    </message>
    <message>
        <source>debug: five scenes, the study&apos;s own short cut</source>
        <translation>debug: vijf scènes, de kortere weg van de studie zelf</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>aangepast</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>Voor&amp;instelling</translation>
    </message>
    <message>
        <source>Measuring what it will need…</source>
        <translation>Meten wat er nodig zal zijn…</translation>
    </message>
    <message>
        <source>The name is one folder&apos;s: it cannot have a &apos;/&apos;.</source>
        <translation>De naam is die van één map: er kan geen &apos;/&apos; in.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschreven: %1</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>Recept opslaan</translation>
    </message>
    <message>
        <source>Load a recipe, or that of a run</source>
        <translation>Een recept openen, of dat van een run</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>Recepten (*.json)</translation>
    </message>
    <message>
        <source>The study&apos;s data set (SID) is free to download: &apos;Learning to See in the Dark&apos;, Chen et al. 2018. &apos;scotopic-cli dataset synthesize&apos; makes pairs of your own.</source>
        <translation>De dataset van de studie (SID) is vrij te downloaden: &apos;Learning to See in the Dark&apos;, Chen e.a. 2018. &apos;scotopic-cli dataset synthesize&apos; maakt eigen paren.</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>Bestanden bekijken…</translation>
    </message>
    <message>
        <source>Pairs have a validation split of their own</source>
        <translation>Paren hebben een eigen split validation</translation>
    </message>
    <message>
        <source>About %1 a step, %2 an epoch, %3 in all; %4 of memory, %5 on disk.</source>
        <translation>Ongeveer %1 per stap, %2 per epoch, %3 in totaal; %4 geheugen, %5 schijfruimte.</translation>
    </message>
    <message>
        <source>That is more memory than there is: choose a smaller patch, batch or width.</source>
        <translation>Dat is meer geheugen dan er is: kies een kleiner fragment, een kleinere batch of minder breedte.</translation>
    </message>
    <message>
        <source>The disk has only %1 left: choose another runs folder, or keep fewer pictures.</source>
        <translation>Op de schijf is nog maar %1 vrij: kies een andere map met runs, of bewaar minder beelden.</translation>
    </message>
    <message>
        <source>Looking at the files… %1 %</source>
        <translation>Bestanden bekijken… %1 %</translation>
    </message>
    <message>
        <source>Choose the data set</source>
        <translation>Kies de dataset</translation>
    </message>
    <message>
        <source>There is no picture to train on in it.</source>
        <translation>Er zit geen beeld in om mee te trainen.</translation>
    </message>
</context>
<context>
    <name>scotopic::NormPage</name>
    <message>
        <source>The averages that training kept, as eval() uses them.</source>
        <translation>De gemiddelden die het trainen heeft bijgehouden, zoals eval() ze gebruikt.</translation>
    </message>
    <message>
        <source>Each frame is normalised with its own statistics, as the study&apos;s test script did: it never switched the network to evaluation.</source>
        <translation>Elk beeld wordt genormaliseerd met zijn eigen statistieken, zoals het testscript van de studie deed: dat zette het netwerk nooit in de evaluatiestand.</translation>
    </message>
    <message>
        <source>Computed anew over training patches with the weights frozen.</source>
        <translation>Opnieuw berekend over trainingsfragmenten, met bevroren gewichten.</translation>
    </message>
    <message>
        <source>running</source>
        <translation>lopend</translation>
    </message>
    <message>
        <source>image</source>
        <translation>per beeld</translation>
    </message>
    <message>
        <source>precise</source>
        <translation>precies</translation>
    </message>
    <message>
        <source>Statistics of batch normalisation</source>
        <translation>Statistieken van de batchnormalisatie</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistieken</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Over running</source>
        <translation>Boven lopend</translation>
    </message>
    <message>
        <source>What they are</source>
        <translation>Wat het zijn</translation>
    </message>
    <message>
        <source>Batch normalisation can take its statistics from four places. Which one is used changes the picture, and so the score; the study&apos;s own table used each image&apos;s statistics.</source>
        <translation>Batchnormalisatie kan haar statistieken op vier plaatsen vandaan halen. Welke wordt gebruikt, verandert het beeld en dus de score; de tabel van de studie zelf gebruikte de statistieken van elk beeld.</translation>
    </message>
    <message>
        <source>None of these models has batch normalisation. Evaluate a single-BN or double-BN network with several kinds of statistics to see what each is worth.</source>
        <translation>Geen van deze modellen heeft batchnormalisatie. Evalueer een netwerk met enkele of dubbele BN met verschillende soorten statistieken om te zien wat elk waard is.</translation>
    </message>
    <message>
        <source>not scored</source>
        <translation>niet gescoord</translation>
    </message>
    <message>
        <source>%L1 dB [%L2, %L3]</source>
        <translation>%L1 dB [%L2, %L3]</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>ingevouwen</translation>
    </message>
    <message>
        <source>Running and precise statistics are folded into the convolutions before a frame is computed: the same function, and normalisation costs nothing. That is how this program always runs them, so that its score is theirs.</source>
        <translation>Lopende en precieze statistieken worden in de convoluties gevouwen voordat een beeld wordt berekend: dezelfde functie, en normalisatie kost niets. Zo berekent dit programma ze altijd; de score is dus die van hen.</translation>
    </message>
</context>
<context>
    <name>scotopic::PairwisePage</name>
    <message>
        <source>First model</source>
        <translation>Eerste model</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>Tweede model</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>What</source>
        <comment>this model gains over that one</comment>
        <translation>Wat</translation>
    </message>
    <message>
        <source>gains over</source>
        <comment>What this model ... that one</comment>
        <translation>wint op</translation>
    </message>
    <message>
        <source>Distribution of the differences</source>
        <translation>Verdeling van de verschillen</translation>
    </message>
    <message>
        <source>Images that differ most</source>
        <translation>Beelden die het meest verschillen</translation>
    </message>
    <message>
        <source>Two models are compared image by image. This evaluation has one; start a new one with more models, statistics or the classical rendering.</source>
        <translation>Twee modellen worden beeld voor beeld vergeleken. Deze evaluatie heeft er één; begin een nieuwe met meer modellen, statistieken of de klassieke ontwikkeling.</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source>No image is scored for both yet.</source>
        <translation>Er is nog geen beeld voor beide gescoord.</translation>
    </message>
    <message>
        <source>%1%2 in the mean, 95 % within %3 to %4 (%5 of %6)</source>
        <translation>%1%2 gemiddeld, 95% tussen %3 en %4 (%5 van %6)</translation>
    </message>
    <message numerus="yes">
        <source>%n images</source>
        <comment>number</comment>
        <translation>
            <numerusform>%n beeld</numerusform>
            <numerusform>%n beelden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scenes</source>
        <comment>number</comment>
        <translation>
            <numerusform>%n scène</numerusform>
            <numerusform>%n scènes</numerusform>
        </translation>
    </message>
    <message>
        <source>Paired by image; the 95 % percentile bootstrap interval over scenes</source>
        <translation>Gepaard per beeld; het 95%-percentielbootstrapinterval over scènes</translation>
    </message>
</context>
<context>
    <name>scotopic::PhotoInfo</name>
    <message>
        <source>1/%1 s</source>
        <translation>1/%1 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Objectief</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Genomen</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichting</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>Diafragma</translation>
    </message>
    <message>
        <source>ISO</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>Brandpunt</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Formaat</translation>
    </message>
    <message>
        <source>%1 × %2 (%L3 MP)</source>
        <translation>%1 × %2 (%L3 MP)</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Voorstel</translation>
    </message>
    <message>
        <source>So dark that the suggested amplification ends at its limit: expect noise.</source>
        <translation>Zo donker dat de voorgestelde versterking aan haar grens zit: reken op ruis.</translation>
    </message>
    <message>
        <source>The file holds no white balance: daylight is assumed.</source>
        <translation>Het bestand bevat geen witbalans: er wordt daglicht aangenomen.</translation>
    </message>
    <message>
        <source>The file holds no white balance: the picture is taken to be grey in the mean.</source>
        <translation>Het bestand bevat geen witbalans: het beeld wordt gemiddeld grijs geacht.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Basisbelichting</translation>
    </message>
</context>
<context>
    <name>scotopic::PictureDelegate</name>
    <message>
        <source>no picture kept</source>
        <translation>geen beeld bewaard</translation>
    </message>
    <message>
        <source>Scene %1
%2</source>
        <translation>Scène %1
%2</translation>
    </message>
</context>
<context>
    <name>scotopic::PictureView</name>
    <message>
        <source>Picture</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>Wheel or + and - zoom, 0 shows the whole picture, 1 shows actual pixels, arrows pan, B compares, [ and ] move the divider.</source>
        <translation>Wiel of + en - zoomen, 0 toont het hele beeld, 1 toont werkelijke pixels, pijlen verschuiven, B vergelijkt, [ en ] verplaatsen de scheidslijn.</translation>
    </message>
</context>
<context>
    <name>scotopic::QuantityText</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 u %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 u</translation>
    </message>
</context>
<context>
    <name>scotopic::RatioSpinBox</name>
    <message>
        <source>Amplification, typed</source>
        <translation>Versterking, getypt</translation>
    </message>
    <message>
        <source>Type an amplification: 100, or 6 EV</source>
        <translation>Typ een versterking: 100, of 6 EV</translation>
    </message>
</context>
<context>
    <name>scotopic::RecipeForm</name>
    <message>
        <source>Recipe</source>
        <translation>Recept</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netwerk</translation>
    </message>
    <message>
        <source>&amp;Architecture</source>
        <translation>&amp;Architectuur</translation>
    </message>
    <message>
        <source>The study&apos;s three networks, and group normalisation</source>
        <translation>De drie netwerken van de studie, en groepsnormalisatie</translation>
    </message>
    <message>
        <source>baseline: the U-Net of &apos;Learning to See in the Dark&apos;</source>
        <translation>baseline: het U-Net van &apos;Learning to See in the Dark&apos;</translation>
    </message>
    <message>
        <source>single BN: normalised after the second convolution of each block</source>
        <translation>enkele BN: genormaliseerd na de tweede convolutie van elk blok</translation>
    </message>
    <message>
        <source>double BN: normalised after both convolutions of each block</source>
        <translation>dubbele BN: genormaliseerd na beide convoluties van elk blok</translation>
    </message>
    <message>
        <source>group norm: the same for every size of batch</source>
        <translation>groepsnormalisatie: gelijk voor elke batchgrootte</translation>
    </message>
    <message>
        <source>Base &amp;width</source>
        <translation>Basisbreed&amp;te</translation>
    </message>
    <message>
        <source>Channels of the first level; the study&apos;s: 32</source>
        <translation>Kanalen van het eerste niveau; in de studie: 32</translation>
    </message>
    <message>
        <source>&amp;Head</source>
        <translation>&amp;Kop</translation>
    </message>
    <message>
        <source>The last convolution; the study&apos;s: 3x3, that of &apos;Learning to See in the Dark&apos;: 1x1</source>
        <translation>De laatste convolutie; in de studie: 3x3, in &apos;Learning to See in the Dark&apos;: 1x1</translation>
    </message>
    <message>
        <source>Upsampling with &amp;bias</source>
        <translation>Opsc&amp;halen met bias</translation>
    </message>
    <message>
        <source>Of the transposed convolutions; the study&apos;s: yes</source>
        <translation>Van de getransponeerde convoluties; in de studie: ja</translation>
    </message>
    <message>
        <source>&amp;Random weights as</source>
        <translation>Toevals&amp;gewichten</translation>
    </message>
    <message>
        <source>How they are drawn before the first step</source>
        <translation>Hoe ze vóór de eerste stap worden getrokken</translation>
    </message>
    <message>
        <source>PyTorch draws them (the study)</source>
        <translation>zoals PyTorch ze trekt (de studie)</translation>
    </message>
    <message>
        <source>Kaiming He, for leaky ReLU</source>
        <translation>Kaiming He, voor leaky ReLU</translation>
    </message>
    <message>
        <source>Begin with &amp;model</source>
        <translation>Beginnen &amp;met model</translation>
    </message>
    <message>
        <source>Its weights instead of random ones; of the same network</source>
        <translation>Zijn gewichten in plaats van toevallige; van hetzelfde netwerk</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modellen (*.safetensors)</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Leren</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>&amp;Epochs</translation>
    </message>
    <message>
        <source>Each shows every scene once; the study&apos;s: 4000</source>
        <translation>In elke komt elke scène eenmaal voor; in de studie: 4000</translation>
    </message>
    <message>
        <source>S&amp;teps an epoch</source>
        <translation>Stappen per epoc&amp;h</translation>
    </message>
    <message>
        <source>Of a clean set, whose examples are endless</source>
        <translation>Van een schone set, waarvan de voorbeelden eindeloos zijn</translation>
    </message>
    <message>
        <source>Patc&amp;h</source>
        <translation>&amp;Fragment</translation>
    </message>
    <message>
        <source>Edge in packed pixels, a multiple of 16; the study&apos;s: 512</source>
        <translation>Zijde in ingepakte pixels, een veelvoud van 16; in de studie: 512</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Batch</translation>
    </message>
    <message>
        <source>Patches at once; the study&apos;s: 1</source>
        <translation>Fragmenten tegelijk; in de studie: 1</translation>
    </message>
    <message>
        <source>B&amp;atches a step</source>
        <translation>Ba&amp;tches per stap</translation>
    </message>
    <message>
        <source>Gradients of so many are averaged; the study&apos;s: 1</source>
        <translation>Van zoveel batches worden de gradiënten gemiddeld; in de studie: 1</translation>
    </message>
    <message>
        <source>&amp;Loss</source>
        <translation>Ver&amp;lies</translation>
    </message>
    <message>
        <source>What a step makes smaller; the study&apos;s: L1</source>
        <translation>Wat een stap kleiner maakt; in de studie: L1</translation>
    </message>
    <message>
        <source>L1: mean absolute difference</source>
        <translation>L1: gemiddeld absoluut verschil</translation>
    </message>
    <message>
        <source>tone-mapped L1: linear light as it is seen</source>
        <translation>L1 na tooncurve: lineair licht zoals het wordt gezien</translation>
    </message>
    <message>
        <source>Learnin&amp;g rate</source>
        <translation>Lee&amp;rsnelheid</translation>
    </message>
    <message>
        <source>Of Adam; the study&apos;s: 1e-4</source>
        <translation>Van Adam; in de studie: 1e-4</translation>
    </message>
    <message>
        <source>S&amp;chedule</source>
        <translation>Sche&amp;ma</translation>
    </message>
    <message>
        <source>How the rate changes; the study&apos;s: steps</source>
        <translation>Hoe de snelheid verandert; in de studie: stapsgewijs</translation>
    </message>
    <message>
        <source>steps: constant, then the drop</source>
        <translation>stapsgewijs: constant, daarna de daling</translation>
    </message>
    <message>
        <source>cosine: down to nothing at the end</source>
        <translation>cosinus: tot niets aan het einde</translation>
    </message>
    <message>
        <source>Drop a&amp;fter epoch</source>
        <translation>Dalin&amp;g na epoch</translation>
    </message>
    <message>
        <source>With the schedule &apos;steps&apos;; the study&apos;s: 2000</source>
        <translation>Bij het schema &apos;stapsgewijs&apos;; in de studie: 2000</translation>
    </message>
    <message>
        <source>&amp;Rate after it</source>
        <translation>Snelheid d&amp;aarna</translation>
    </message>
    <message>
        <source>The study&apos;s: 1e-5</source>
        <translation>In de studie: 1e-5</translation>
    </message>
    <message>
        <source>&amp;Warm-up steps</source>
        <translation>O&amp;pwarmstappen</translation>
    </message>
    <message>
        <source>Before a cosine: the rate rises from nothing</source>
        <translation>Vóór een cosinus: de snelheid stijgt van niets</translation>
    </message>
    <message>
        <source>Steadying</source>
        <translation>Stabiliseren</translation>
    </message>
    <message>
        <source>Largest &amp;gradient</source>
        <translation>&amp;Grootste gradiënt</translation>
    </message>
    <message>
        <source>Longer ones are shortened; the study&apos;s: off</source>
        <translation>Langere worden ingekort; in de studie: uit</translation>
    </message>
    <message>
        <source>&amp;Moving average</source>
        <translation>Voo&amp;rtschrijdend gemiddelde</translation>
    </message>
    <message>
        <source>Validate and keep a moving average of the weights with this decay; the study&apos;s: off</source>
        <translation>Valideer en bewaar een voortschrijdend gemiddelde van de gewichten met dit verval; in de studie: uit</translation>
    </message>
    <message>
        <source>&amp;Freeze BN after epoch</source>
        <translation>&amp;BN bevriezen na epoch</translation>
    </message>
    <message>
        <source>Batch normalisation keeps its running statistics from then on; the study&apos;s: off</source>
        <translation>Batchnormalisatie houdt vanaf dan haar lopende statistieken vast; in de studie: uit</translation>
    </message>
    <message>
        <source>Stop earl&amp;y</source>
        <translation>Vroeg sto&amp;ppen</translation>
    </message>
    <message>
        <source>After so many epochs without gain in validation; the study&apos;s: off</source>
        <translation>Na zoveel epochs zonder winst in de validatie; in de studie: uit</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>S&amp;eed</translation>
    </message>
    <message>
        <source>Of weights and patches: the same seed gives the same run</source>
        <translation>Van gewichten en fragmenten: dezelfde seed geeft dezelfde run</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Verloop</translation>
    </message>
    <message>
        <source>Valid&amp;ate every</source>
        <translation>V&amp;alideren om de</translation>
    </message>
    <message>
        <source>Epochs between validations</source>
        <translation>Epochs tussen twee validaties</translation>
    </message>
    <message>
        <source>Sa&amp;mple pictures every</source>
        <translation>Voorbeeld&amp;beelden om de</translation>
    </message>
    <message>
        <source>Epochs between sample pictures, with which models are kept; the study&apos;s: 500</source>
        <translation>Epochs tussen voorbeeldbeelden, waarbij ook modellen worden bewaard; in de studie: 500</translation>
    </message>
    <message>
        <source>&amp;Checkpoint every</source>
        <translation>Chec&amp;kpoint om de</translation>
    </message>
    <message>
        <source>Epochs between checkpoints: so much is lost at most when the power fails</source>
        <translation>Epochs tussen controlepunten: zoveel gaat er hoogstens verloren als de stroom uitvalt</translation>
    </message>
    <message>
        <source>Unreada&amp;ble share</source>
        <translation>On&amp;leesbaar deel</translation>
    </message>
    <message>
        <source>Of an epoch&apos;s samples, 0 to 1; more of them end the run</source>
        <translation>Van de voorbeelden van een epoch, 0 tot 1; bij meer eindigt de run</translation>
    </message>
    <message>
        <source>Debu&amp;g</source>
        <translation>Deb&amp;ug</translation>
    </message>
    <message>
        <source>Five scenes, sample pictures every other epoch</source>
        <translation>Vijf scènes, voorbeeldbeelden om de andere epoch</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Apparaat</translation>
    </message>
    <message>
        <source>D&amp;evice</source>
        <translation>&amp;Apparaat</translation>
    </message>
    <message>
        <source>Where the network is computed</source>
        <translation>Waar het netwerk wordt berekend</translation>
    </message>
    <message>
        <source>automatic: a GPU where there is one</source>
        <translation>automatisch: een GPU waar die er is</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>processor</translation>
    </message>
    <message>
        <source>P&amp;recision</source>
        <translation>&amp;Precisie</translation>
    </message>
    <message>
        <source>Of the network&apos;s numbers; the study&apos;s: fp32</source>
        <translation>Van de getallen van het netwerk; in de studie: fp32</translation>
    </message>
    <message>
        <source>fp32: 32 bits</source>
        <translation>fp32: 32 bits</translation>
    </message>
    <message>
        <source>bf16: 16 bits, quicker where the device computes it itself</source>
        <translation>bf16: 16 bits, sneller waar het apparaat er zelf mee rekent</translation>
    </message>
    <message>
        <source>automatic: bf16 where the device computes it itself</source>
        <translation>automatisch: bf16 waar het apparaat er zelf mee rekent</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a number that can be used.</source>
        <translation>&apos;%1&apos; is geen bruikbaar getal.</translation>
    </message>
</context>
<context>
    <name>scotopic::RunActions</name>
    <message>
        <source>&amp;Resume</source>
        <translation>Her&amp;vatten</translation>
    </message>
    <message>
        <source>Go on after the last checkpoint, or begin</source>
        <translation>Verdergaan na het laatste checkpoint, of beginnen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pauzeren</translation>
    </message>
    <message>
        <source>Write a checkpoint and stop; the run can go on later</source>
        <translation>Een checkpoint schrijven en stoppen; de run kan later verder</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>End the run for good with what it has learnt</source>
        <translation>De run voorgoed beëindigen met wat hij heeft geleerd</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Naam wijzigen…</translation>
    </message>
    <message>
        <source>Give the run&apos;s folder another name</source>
        <translation>De map van de run een andere naam geven</translation>
    </message>
    <message>
        <source>&amp;Duplicate with changes…</source>
        <translation>&amp;Dupliceren met wijzigingen…</translation>
    </message>
    <message>
        <source>A new run with this run&apos;s recipe, to be changed</source>
        <translation>Een nieuwe run met het recept van deze run, om te wijzigen</translation>
    </message>
    <message>
        <source>&amp;Use on your photo</source>
        <translation>&amp;Gebruiken op uw foto</translation>
    </message>
    <message>
        <source>Take the run&apos;s best model on Enhance</source>
        <translation>Het beste model van de run gebruiken op Verbeteren</translation>
    </message>
    <message>
        <source>&amp;Compare on a test set…</source>
        <translation>Vergelij&amp;ken op een testset…</translation>
    </message>
    <message>
        <source>Score the run&apos;s best model and its last one</source>
        <translation>Het beste en het laatste model van de run scoren</translation>
    </message>
    <message>
        <source>Show &amp;folder</source>
        <translation>Map t&amp;onen</translation>
    </message>
    <message>
        <source>Open the run&apos;s folder</source>
        <translation>De map van de run openen</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>Ver&amp;wijderen…</translation>
    </message>
    <message>
        <source>Move the run&apos;s folder to the trash</source>
        <translation>De map van de run naar de prullenbak verplaatsen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>S&amp;tarten</translation>
    </message>
    <message>
        <source>&amp;More epochs…</source>
        <translation>&amp;Meer epochs…</translation>
    </message>
</context>
<context>
    <name>scotopic::RunDetails</name>
    <message>
        <source>State</source>
        <translation>Toestand</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reden</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Stappen</translation>
    </message>
    <message>
        <source>Best in validation</source>
        <translation>Beste in validatie</translation>
    </message>
    <message>
        <source>%1 dB in epoch %2</source>
        <translation>%1 dB in epoch %2</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelaten</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Last written</source>
        <translation>Laatst geschreven</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Apparaat</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Machine</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Processen</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schatting</translation>
    </message>
    <message>
        <source>%1 s a step, %2 an epoch, %3 of memory, %4 on disk</source>
        <translation>%1 s per stap, %2 per epoch, %3 geheugen, %4 schijfruimte</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>Getraind</translation>
    </message>
    <message>
        <source>%1, of it %2 waiting for data and %3 in validation</source>
        <translation>%1, waarvan %2 wachten op data en %3 validatie</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Piekgeheugen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versie</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Decoded in</source>
        <translation>Gedecodeerd in</translation>
    </message>
    <message>
        <source>Learns from</source>
        <translation>Leert van</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n beeld</numerusform>
            <numerusform>%n beelden</numerusform>
        </translation>
    </message>
    <message>
        <source>Validated on</source>
        <translation>Gevalideerd op</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Probleem</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Recept</translation>
    </message>
    <message>
        <source>Facts of the run</source>
        <translation>Feiten over de run</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Logboek</translation>
    </message>
    <message>
        <source>What runs tell while they go on is written here.</source>
        <translation>Hier komt te staan wat runs melden terwijl ze lopen.</translation>
    </message>
    <message>
        <source>Choose a run to see what it is made of.</source>
        <translation>Kies een run om te zien waaruit hij bestaat.</translation>
    </message>
</context>
<context>
    <name>scotopic::RunFollower</name>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlies</translation>
    </message>
    <message>
        <source>Validation PSNR</source>
        <translation>Validatie-PSNR</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Validation SSIM</source>
        <translation>Validatie-SSIM</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Leersnelheid</translation>
    </message>
    <message>
        <source>Time per step</source>
        <translation>Tijd per stap</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Geheugen</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
</context>
<context>
    <name>scotopic::RunInfo</name>
    <message>
        <source>training</source>
        <translation>traint</translation>
    </message>
    <message>
        <source>training elsewhere</source>
        <translation>traint elders</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wacht</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>gepauzeerd</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>onderbroken</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>klaar</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>mislukt</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>onleesbaar</translation>
    </message>
    <message>
        <source>cannot be listed: %1</source>
        <translation>kan niet worden doorzocht: %1</translation>
    </message>
</context>
<context>
    <name>scotopic::RunLegend</name>
    <message>
        <source>Runs in the charts</source>
        <translation>Runs in de grafieken</translation>
    </message>
    <message>
        <source>%1: click to switch it off or on</source>
        <translation>%1: klik om hem uit of aan te zetten</translation>
    </message>
</context>
<context>
    <name>scotopic::RunTableModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Toestand</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>Checked runs are drawn in the charts</source>
        <translation>Aangevinkte runs worden in de grafieken getekend</translation>
    </message>
    <message>
        <source>What the run does now</source>
        <translation>Wat de run nu doet</translation>
    </message>
    <message>
        <source>The last whole epoch</source>
        <translation>De laatste hele epoch</translation>
    </message>
    <message>
        <source>Of the last step</source>
        <translation>Van de laatste stap</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Nog</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlies</translation>
    </message>
    <message>
        <source>Time left, from what its last epoch took</source>
        <translation>Resterende tijd, naar wat de laatste epoch duurde</translation>
    </message>
    <message>
        <source>Best in validation: mean over its pictures, in dB</source>
        <translation>Beste in validatie: gemiddelde over de beelden, in dB</translation>
    </message>
</context>
<context>
    <name>scotopic::ScoreGridModel</name>
    <message>
        <source>equal</source>
        <translation>gelijk</translation>
    </message>
    <message>
        <source>%L1 dB</source>
        <translation>%L1 dB</translation>
    </message>
    <message>
        <source>%1, %2: PSNR %3, SSIM %4</source>
        <translation>%1, %2: PSNR %3, SSIM %4</translation>
    </message>
    <message>
        <source>
Amplified %1, rendered in %L2 s. %3</source>
        <translation>
Versterkt %1, berekend in %L2 s. %3</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>Input, amplified</source>
        <translation>Invoer, versterkt</translation>
    </message>
    <message>
        <source>Ground truth</source>
        <translation>Ground truth</translation>
    </message>
</context>
<context>
    <name>scotopic::ScoreGridPanel</name>
    <message>
        <source>Means and published scores</source>
        <translation>Gemiddelden en gepubliceerde scores</translation>
    </message>
</context>
<context>
    <name>scotopic::ScoreGridView</name>
    <message>
        <source>Test images</source>
        <translation>Testbeelden</translation>
    </message>
</context>
<context>
    <name>scotopic::SettingsWatch</name>
    <message>
        <source>The settings file %1 is damaged: what it held beyond the damage is forgotten.</source>
        <translation>Het instellingenbestand %1 is beschadigd: wat er na de schade in stond, is vergeten.</translation>
    </message>
    <message>
        <source>What you choose here is forgotten when the window is closed: the settings file %1 cannot be written.</source>
        <translation>Wat u hier kiest, wordt vergeten als het venster sluit: het instellingenbestand %1 kan niet worden geschreven.</translation>
    </message>
</context>
<context>
    <name>scotopic::SetupDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>Ve&amp;rwijderen</translation>
    </message>
    <message>
        <source>New evaluation</source>
        <translation>Nieuwe evaluatie</translation>
    </message>
    <message>
        <source>&amp;Evaluate</source>
        <translation>&amp;Evalueren</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Dataset</translation>
    </message>
    <message>
        <source>SID&apos;s folder, a list of pairs, or a decoded cache</source>
        <translation>De map van SID, een lijst van paren of een gedecodeerde cache</translation>
    </message>
    <message>
        <source>Choose the data set</source>
        <translation>Kies de dataset</translation>
    </message>
    <message>
        <source>&amp;Data set</source>
        <translation>&amp;Dataset</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Split</translation>
    </message>
    <message>
        <source>&amp;Split</source>
        <translation>&amp;Split</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modellen</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Toevoegen…</translation>
    </message>
    <message>
        <source>Add model files</source>
        <translation>Modelbestanden toevoegen</translation>
    </message>
    <message>
        <source>Remove the selected models</source>
        <translation>De geselecteerde modellen verwijderen</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modellen</translation>
    </message>
    <message>
        <source>and the &amp;classical rendering, without a network</source>
        <translation>en de &amp;klassieke ontwikkeling, zonder netwerk</translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation>Protocollen</translation>
    </message>
    <message>
        <source>study: the _00 files, truncated to 8 bit, scikit-image&apos;s SSIM. paper: rounded, MATLAB&apos;s SSIM of RGB. full: every burst, rounded. Changed by +all, +first, +aligned (without the misaligned scenes), +truncate8, +round8, +float, +skimage, +matlab, +matlab-grey, +cropN, +gain. Several, separated by commas.</source>
        <translation>study: de _00-bestanden, afgekapt op 8 bit, SSIM van scikit-image. paper: afgerond, MATLABs SSIM van RGB. full: elke burst, afgerond. Te veranderen met +all, +first, +aligned (zonder de verschoven scènes), +truncate8, +round8, +float, +skimage, +matlab, +matlab-grey, +cropN, +gain. Meer dan één, gescheiden door komma&apos;s.</translation>
    </message>
    <message>
        <source>&amp;Protocols</source>
        <translation>&amp;Protocollen</translation>
    </message>
    <message>
        <source>running</source>
        <translation>lopend</translation>
    </message>
    <message>
        <source>image</source>
        <translation>per beeld</translation>
    </message>
    <message>
        <source>precise</source>
        <translation>precies</translation>
    </message>
    <message>
        <source>The averages that training kept, as eval() uses them</source>
        <translation>De gemiddelden die het trainen heeft bijgehouden, zoals eval() ze gebruikt</translation>
    </message>
    <message>
        <source>Each image&apos;s own statistics, as the study&apos;s test script used them</source>
        <translation>De eigen statistieken van elk beeld, zoals het testscript van de studie ze gebruikte</translation>
    </message>
    <message>
        <source>Computed anew over training patches; needs the train split and takes a while</source>
        <translation>Opnieuw berekend over trainingsfragmenten; vraagt de split train en duurt even</translation>
    </message>
    <message>
        <source>Batch normalisation</source>
        <translation>Batchnormalisatie</translation>
    </message>
    <message>
        <source>Amplification</source>
        <translation>Versterking</translation>
    </message>
    <message>
        <source>of the exposures, as in the study</source>
        <translation>van de belichtingen, zoals in de studie</translation>
    </message>
    <message>
        <source>automatic, beside that of the exposures</source>
        <translation>automatisch, naast die van de belichtingen</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>vast</translation>
    </message>
    <message>
        <source>Fixed amplification</source>
        <translation>Vaste versterking</translation>
    </message>
    <message>
        <source>Ampli&amp;fication</source>
        <translation>Versterkin&amp;g</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Map van de resultaten</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>B&amp;laderen…</translation>
    </message>
    <message>
        <source>Choose the folder of the results</source>
        <translation>Kies de map van de resultaten</translation>
    </message>
    <message>
        <source>Resul&amp;ts</source>
        <translation>Res&amp;ultaten</translation>
    </message>
    <message>
        <source>Add models</source>
        <translation>Modellen toevoegen</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modellen (*.safetensors)</translation>
    </message>
</context>
<context>
    <name>scotopic::ShortcutsDialog</name>
    <message>
        <source>In the picture</source>
        <translation>In het beeld</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Wiel</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>Zoomen bij de cursor</translation>
    </message>
    <message>
        <source>Drag, arrow keys</source>
        <translation>Slepen, pijltoetsen</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Het beeld verschuiven</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Dubbelklik</translation>
    </message>
    <message>
        <source>Actual pixels and back</source>
        <translation>Werkelijke pixels en terug</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spatie</translation>
    </message>
    <message>
        <source>Before / after</source>
        <translation>Voor / na</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>De scheidslijn verplaatsen</translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>Toetsenbord en muis</translation>
    </message>
    <message>
        <source>In the grid of scores</source>
        <translation>In het raster met scores</translation>
    </message>
    <message>
        <source>Enter, double click</source>
        <translation>Enter, dubbelklik</translation>
    </message>
    <message>
        <source>Open the image in the viewer</source>
        <translation>Het beeld openen in de viewer</translation>
    </message>
    <message>
        <source>Larger and smaller pictures</source>
        <translation>Grotere en kleinere beelden</translation>
    </message>
    <message>
        <source>In a chart</source>
        <translation>In een grafiek</translation>
    </message>
    <message>
        <source>Wheel, + and -</source>
        <translation>Wiel, + en -</translation>
    </message>
    <message>
        <source>Fewer or more steps</source>
        <translation>Minder of meer stappen</translation>
    </message>
    <message>
        <source>Earlier and later steps</source>
        <translation>Eerdere en latere stappen</translation>
    </message>
    <message>
        <source>Shift and arrow keys</source>
        <translation>Shift en pijltoetsen</translation>
    </message>
    <message>
        <source>Read the values of a step</source>
        <translation>Waarden van een stap lezen</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>Alle stappen</translation>
    </message>
    <message>
        <source>Alone, or with the others</source>
        <translation>Alleen, of met de andere</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>Logaritmische waarden</translation>
    </message>
</context>
<context>
    <name>scotopic::StartPanel</name>
    <message>
        <source>Drop a raw photo here, or open one.</source>
        <translation>Sleep een raw-foto hierheen, of open er een.</translation>
    </message>
    <message>
        <source>Photos taken in the dark become bright ones. The original is never changed.</source>
        <translation>Foto&apos;s uit het donker worden helder. Het origineel wordt nooit veranderd.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Openen…</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Voorbeeld proberen</translation>
    </message>
</context>
<context>
    <name>scotopic::TrainPage</name>
    <message>
        <source>&amp;New run…</source>
        <translation>&amp;Nieuwe run…</translation>
    </message>
    <message>
        <source>No runs here yet.

A new run trains one of the study&apos;s networks on pairs of short and long exposures: the SID data set or your own. Runs that were started on the command line appear here too, once their folder is chosen.</source>
        <translation>Hier zijn nog geen runs.

Een nieuwe run traint een van de netwerken van de studie op paren van korte en lange belichtingen: de dataset SID of uw eigen paren. Runs die op de opdrachtregel zijn gestart, verschijnen hier ook zodra hun map is gekozen.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>More actions on the run</source>
        <translation>Meer acties op de run</translation>
    </message>
    <message>
        <source>Training runs</source>
        <translation>Trainingsruns</translation>
    </message>
    <message>
        <source>Runs &amp;folder…</source>
        <translation>M&amp;ap met runs…</translation>
    </message>
    <message>
        <source>What is shown of the run</source>
        <translation>Wat van de run wordt getoond</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curven</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Beelden</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschreven: %1</translation>
    </message>
    <message>
        <source>failure</source>
        <translation>fout</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>%1 trainen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>gepauzeerd</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>klaar</translation>
    </message>
    <message>
        <source>%1 is trained.</source>
        <translation>%1 is getraind.</translation>
    </message>
    <message>
        <source>Training finished</source>
        <translation>Training klaar</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>mislukt: %1</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 is mislukt: %2</translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation>Training mislukt</translation>
    </message>
    <message>
        <source>Another change is under way; try again when it is done.</source>
        <translation>Er is al een andere wijziging bezig; probeer het opnieuw als die klaar is.</translation>
    </message>
    <message>
        <source>Choose the folder of the runs</source>
        <translation>Kies de map met de runs</translation>
    </message>
    <message>
        <source>More epochs</source>
        <translation>Meer epochs</translation>
    </message>
    <message numerus="yes">
        <source>%1 has trained for %n epoch(s). Epochs in all:</source>
        <translation>
            <numerusform>%1 heeft %n epoch getraind. Epochs in totaal:</numerusform>
            <numerusform>%1 heeft %n epochs getraind. Epochs in totaal:</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Naam wijzigen</translation>
    </message>
    <message>
        <source>Name of the run&apos;s folder:</source>
        <translation>Naam van de map van de run:</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be a folder&apos;s name: choose one without &apos;/&apos; that does not begin with a dot.</source>
        <translation>&apos;%1&apos; kan geen naam van een map zijn: kies een naam zonder &apos;/&apos; die niet met een punt begint.</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>Run verwijderen</translation>
    </message>
    <message>
        <source>Move %1 with its models and pictures to the trash?</source>
        <translation>%1 met zijn modellen en beelden naar de prullenbak verplaatsen?</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>Naar de prullenbak</translation>
    </message>
    <message>
        <source>is in use by another process; pause the run there first</source>
        <translation>is in gebruik door een ander proces; pauzeer de run daar eerst</translation>
    </message>
    <message>
        <source>is there already; choose another name</source>
        <translation>bestaat al; kies een andere naam</translation>
    </message>
    <message>
        <source>cannot be renamed: %1</source>
        <translation>kan geen andere naam krijgen: %1</translation>
    </message>
    <message>
        <source>cannot be moved to the trash; delete the folder by hand</source>
        <translation>kan niet naar de prullenbak worden verplaatst; verwijder de map met de hand</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pauzeren</translation>
    </message>
    <message>
        <source>Write a checkpoint and stop; runs that wait begin then</source>
        <translation>Een checkpoint schrijven en stoppen; wachtende runs beginnen dan</translation>
    </message>
    <message>
        <source>stopped for good</source>
        <translation>voorgoed gestopt</translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out: this page takes one at a time.</source>
        <translation>
            <numerusform>%n ander bestand overgeslagen: deze pagina neemt er één tegelijk.</numerusform>
            <numerusform>%n andere bestanden overgeslagen: deze pagina neemt er één tegelijk.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 is er niet.</translation>
    </message>
    <message>
        <source>%1 is nothing that this page takes: drop a run, a folder of runs, a data set, a recipe or a model.</source>
        <translation>%1 is niets wat deze pagina aanneemt: sleep een trainingsrun, een map met trainingsruns, een dataset, een recept of een model hierheen.</translation>
    </message>
</context>
<context>
    <name>scotopic::ViewerActions</name>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Back to the grid</source>
        <translation>Terug naar het raster</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>The image before in the grid</source>
        <translation>Het vorige beeld in het raster</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Volgende</translation>
    </message>
    <message>
        <source>The next image in the grid</source>
        <translation>Het volgende beeld in het raster</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Naast elkaar</translation>
    </message>
    <message>
        <source>All pictures beside each other</source>
        <translation>Alle beelden naast elkaar</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Gesplitst</translation>
    </message>
    <message>
        <source>The reference and the chosen picture, with a divider</source>
        <translation>De referentie en het gekozen beeld, met een scheidslijn</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Knipperen</translation>
    </message>
    <message>
        <source>One picture; again: the reference in its place, and back</source>
        <translation>Eén beeld; nog eens: de referentie op zijn plaats, en terug</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Vorig beeld</translation>
    </message>
    <message>
        <source>Choose the picture before</source>
        <translation>Het vorige beeld kiezen</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Volgend beeld</translation>
    </message>
    <message>
        <source>Choose the next picture</source>
        <translation>Het volgende beeld kiezen</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referentie</translation>
    </message>
    <message>
        <source>Make the chosen picture the reference</source>
        <translation>Het gekozen beeld tot referentie maken</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>Gekoppeld</translation>
    </message>
    <message>
        <source>Zoom and move all pictures together</source>
        <translation>Alle beelden samen zoomen en verschuiven</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Uitlijnen</translation>
    </message>
    <message>
        <source>Show the same place in all pictures</source>
        <translation>In alle beelden dezelfde plek tonen</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Gebied</translation>
    </message>
    <message>
        <source>Drag a rectangle to score it alone</source>
        <translation>Sleep een rechthoek om alleen die te scoren</translation>
    </message>
    <message>
        <source>Score what is visible</source>
        <translation>Scoren wat zichtbaar is</translation>
    </message>
    <message>
        <source>Score the visible part alone</source>
        <translation>Alleen het zichtbare deel scoren</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Geheel</translation>
    </message>
    <message>
        <source>Forget the region: scores of the whole picture</source>
        <translation>Het gebied vergeten: scores van het hele beeld</translation>
    </message>
    <message>
        <source>Next map</source>
        <translation>Volgende kaart</translation>
    </message>
    <message>
        <source>Show another kind of difference</source>
        <translation>Een ander soort verschil tonen</translation>
    </message>
    <message>
        <source>Previous map</source>
        <translation>Vorige kaart</translation>
    </message>
    <message>
        <source>Show the kind before</source>
        <translation>Het vorige soort tonen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Inzoomen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Uitzoomen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Passend</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>Het hele beeld</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100%</translation>
    </message>
    <message>
        <source>Actual pixels</source>
        <translation>Werkelijke pixels</translation>
    </message>
</context>
<context>
    <name>scotopic::ViewerPanel</name>
    <message>
        <source>Show models as</source>
        <translation>Modellen tonen als</translation>
    </message>
    <message>
        <source>The models&apos; pictures, or where they differ from the ground truth (M)</source>
        <translation>De beelden van de modellen, of waar ze van de ground truth verschillen (M)</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Beelden</translation>
    </message>
    <message>
        <source>Absolute difference</source>
        <translation>Absoluut verschil</translation>
    </message>
    <message>
        <source>Squared difference</source>
        <translation>Gekwadrateerd verschil</translation>
    </message>
    <message>
        <source>Signed difference</source>
        <translation>Verschil met teken</translation>
    </message>
    <message>
        <source>SSIM, 7 x 7 window</source>
        <translation>SSIM, venster van 7 x 7</translation>
    </message>
    <message>
        <source>Models, compared with the ground truth</source>
        <translation>Modellen, vergeleken met de ground truth</translation>
    </message>
    <message>
        <source>Histogram of the chosen picture</source>
        <translation>Histogram van het gekozen beeld</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>R  G  B</source>
        <translation>R  G  B</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
</context>
</TS>
