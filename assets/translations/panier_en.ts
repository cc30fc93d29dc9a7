<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="fr">
    <context>
        <name>AlertCard</name>
        <message>
            <source>Choisir</source>
            <translation>Choose</translation>
        </message>
    </context>
    <context>
        <name>AlertWords</name>
        <message>
            <source>Étiquette inconnue</source>
            <translation>Unknown tag</translation>
        </message>
        <message>
            <source>Code inconnu</source>
            <translation>Unknown barcode</translation>
        </message>
        <message>
            <source>Article déjà vendu</source>
            <translation>Item already sold</translation>
        </message>
        <message>
            <source>Étiquette incertaine</source>
            <translation>Unsure tag</translation>
        </message>
        <message>
            <source>Âge à vérifier</source>
            <translation>Age to check</translation>
        </message>
        <message>
            <source>Plateau changé pendant le paiement</source>
            <translation>Tray changed while paying</translation>
        </message>
        <message>
            <source>Paiement en doute</source>
            <translation>Payment in doubt</translation>
        </message>
        <message>
            <source>Appareil perdu</source>
            <translation>Device lost</translation>
        </message>
        <message>
            <source>Accord tardif</source>
            <translation>Late approval</translation>
        </message>
        <message>
            <source>Aide demandée</source>
            <translation>Help wanted</translation>
        </message>
        <message>
            <source>Signal trop faible.</source>
            <translation>Signal too weak.</translation>
        </message>
        <message>
            <source>Signal incertain.</source>
            <translation>Signal unsure.</translation>
        </message>
        <message>
            <source>%1. Pas au catalogue.</source>
            <translation>%1. Not in our list.</translation>
        </message>
        <message>
            <source>Déjà sur un ticket.</source>
            <translation>Already on a receipt.</translation>
        </message>
        <message>
            <source>Réservé aux %1 ans et plus.</source>
            <translation>For %1 and over only.</translation>
        </message>
        <message>
            <source>Comparez le plateau et le ticket.</source>
            <translation>Compare the tray and the receipt.</translation>
        </message>
        <message>
            <source>%1. Lisez le journal du terminal.</source>
            <translation>%1. Read the terminal’s journal.</translation>
        </message>
        <message>
            <source>%1 débités après « non payé ». À rembourser.</source>
            <translation>%1 charged after “not paid”. To be refunded.</translation>
        </message>
        <message>
            <source>Le client vous demande.</source>
            <translation>The customer asks for you.</translation>
        </message>
        <message>
            <source>Compter</source>
            <translation>Count</translation>
        </message>
        <message>
            <source>Écarter</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>%1 ans ou plus</source>
            <translation>%1 or over</translation>
        </message>
        <message>
            <source>Retirer</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>Payé</source>
            <translation>Paid</translation>
        </message>
        <message>
            <source>Non payé</source>
            <translation>Not paid</translation>
        </message>
        <message>
            <source>Vu</source>
            <translation>Seen</translation>
        </message>
        <message>
            <source>Étiquette d’ailleurs</source>
            <translation>Tag from elsewhere</translation>
        </message>
        <message>
            <source>Article d’un autre panier</source>
            <translation>Item of another basket</translation>
        </message>
        <message>
            <source>Compte différent</source>
            <translation>Counts differ</translation>
        </message>
        <message>
            <source>Lue trop rarement.</source>
            <translation>Read too seldom.</translation>
        </message>
        <message>
            <source>Lue par une seule antenne.</source>
            <translation>Read by one antenna only.</translation>
        </message>
        <message>
            <source>Sur le plateau, pas au catalogue.</source>
            <translation>On the tray, not in our list.</translation>
        </message>
        <message>
            <source>Rien que ce magasin vende. Hors du panier.</source>
            <translation>Nothing that this shop sells. Not in the basket.</translation>
        </message>
        <message>
            <source>%1 comptés, %2 lus. Qu’est-ce qui est juste ?</source>
            <translation>%1 counted, %2 read. Which is right?</translation>
        </message>
        <message>
            <source>Sur le plateau, ou à côté ?</source>
            <translation>On the tray, or beside it?</translation>
        </message>
        <message>
            <source>%1 est juste</source>
            <translation>%1 is right</translation>
        </message>
        <message>
            <source>Relire</source>
            <translation>Read again</translation>
        </message>
        <message>
            <source>Pris par une autre caisse.</source>
            <translation>Taken by another till.</translation>
        </message>
        <message>
            <source>Déjà pris : %1.</source>
            <translation>Already taken: %1.</translation>
        </message>
        <message>
            <source>Objet non compté</source>
            <translation>Uncounted thing</translation>
        </message>
        <message>
            <source>Objet oublié</source>
            <translation>Something left behind</translation>
        </message>
        <message>
            <source>%1 vus d’en haut, %2 connus. Sans étiquette ?</source>
            <translation>%1 seen from above, %2 known. Without a tag?</translation>
        </message>
        <message>
            <source>Sur le plateau, et la personne est partie.</source>
            <translation>On the tray, and the shopper has gone.</translation>
        </message>
        <message>
            <source>Plateau vide</source>
            <translation>Tray is empty</translation>
        </message>
    </context>
    <context>
        <name>AttractScreen</name>
        <message>
            <source>Aide</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>Posez vos articles sur le plateau, ou montrez un code.</source>
            <translation>Put your items on the tray, or show a barcode.</translation>
        </message>
    </context>
    <context>
        <name>BasketScreen</name>
        <message>
            <source>Il y en a déjà un dans le panier.</source>
            <translation>There is already one in the basket.</translation>
        </message>
        <message>
            <source>Oui</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>Non</source>
            <translation>No</translation>
        </message>
        <message>
            <source>Posez vos articles sur le plateau,
ou montrez leur code à la caméra.</source>
            <translation>Put your items on the tray,
or show their barcode to the camera.</translation>
        </message>
        <message>
            <source>Kraft, %1</source>
            <translation>Paper, %1</translation>
        </message>
        <message>
            <source>Par carte</source>
            <translation>By card</translation>
        </message>
        <message>
            <source>Payer</source>
            <translation>Pay</translation>
        </message>
        <message>
            <source>Total, %1</source>
            <translation>Total, %1</translation>
        </message>
        <message>
            <source>Total, %1 sur %2</source>
            <translation>Total, %1 of %2</translation>
        </message>
        <message>
            <source>Un de trop ? Reprenez-le.</source>
            <translation>One too many? Take it back.</translation>
        </message>
        <message>
            <source>Il en manque ? Montrez le code.</source>
            <translation>One missing? Show its barcode.</translation>
        </message>
        <message>
            <source>Encore un ?</source>
            <translation>Another one?</translation>
        </message>
        <message>
            <source>Un sac ?</source>
            <translation>A bag?</translation>
        </message>
        <message>
            <source>Sacs :</source>
            <translation>Bags:</translation>
        </message>
        <message>
            <source>Bonjour</source>
            <translation>Hello</translation>
        </message>
        <message>
            <source>C’est à moi</source>
            <translation>It’s mine</translation>
        </message>
    </context>
    <context>
        <name>CheckingScreen</name>
        <message>
            <source>Un instant</source>
            <translation>One moment</translation>
        </message>
        <message>
            <source>Le plateau est relu, pour ne rien
compter de trop.</source>
            <translation>The tray is read once more,
so that nothing is counted twice.</translation>
        </message>
        <message>
            <source>À payer, %1</source>
            <translation>To pay, %1</translation>
        </message>
        <message>
            <source>La caisse relit le plateau</source>
            <translation>The till reads the tray again</translation>
        </message>
        <message>
            <source>quelques secondes</source>
            <translation>a few seconds</translation>
        </message>
        <message>
            <source>Le terminal attend votre carte</source>
            <translation>The terminal waits for your card</translation>
        </message>
        <message>
            <source>Votre ticket s’affiche ici</source>
            <translation>Your receipt appears here</translation>
        </message>
    </context>
    <context>
        <name>ClosedScreen</name>
        <message>
            <source>Hors
service</source>
            <translation>Out of
service</translation>
        </message>
        <message>
            <source>Caisse
fermée</source>
            <translation>Till
closed</translation>
        </message>
        <message>
            <source>Prenez une autre caisse</source>
            <translation>Use another till</translation>
        </message>
        <message>
            <source>Celle-ci attend un technicien. Rien n’y est vendu.</source>
            <translation>This one waits for a technician. It sells nothing.</translation>
        </message>
        <message>
            <source>Celle-ci ouvre de nouveau tout à l’heure.</source>
            <translation>This one opens again in a while.</translation>
        </message>
    </context>
    <context>
        <name>Counter</name>
        <message>
            <source>Un de moins</source>
            <translation>One fewer</translation>
        </message>
        <message>
            <source>Un de plus</source>
            <translation>One more</translation>
        </message>
    </context>
    <context>
        <name>CountingScreen</name>
        <message>
            <source>Combien ?</source>
            <translation>How many?</translation>
        </message>
        <message>
            <source>Une étiquette n’a peut-être
pas été lue.</source>
            <translation>One tag may not
have been read.</translation>
        </message>
        <message>
            <source>Combien d’articles achetez-vous ?</source>
            <translation>How many items are you buying?</translation>
        </message>
        <message>
            <source>Touchez plus pour chaque article, puis confirmez.</source>
            <translation>Press plus for each item, then confirm.</translation>
        </message>
        <message>
            <source>Comptez-les, sans les sacs.</source>
            <translation>Count them, without the bags.</translation>
        </message>
        <message>
            <source>C’est mon compte</source>
            <translation>That is my count</translation>
        </message>
        <message>
            <source>Confirmer</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>sans les sacs</source>
            <translation>without the bags</translation>
        </message>
    </context>
    <context>
        <name>DeviceWords</name>
        <message>
            <source>Le plateau ne lit plus</source>
            <translation>The tray no longer reads</translation>
        </message>
        <message>
            <source>La caméra ne lit plus</source>
            <translation>The camera no longer reads</translation>
        </message>
        <message>
            <source>Le terminal ne répond plus</source>
            <translation>The terminal no longer answers</translation>
        </message>
        <message>
            <source>Montrez le code de chaque article.</source>
            <translation>Show the barcode of each item.</translation>
        </message>
        <message>
            <source>Posez vos articles sur le plateau.</source>
            <translation>Put your items on the tray.</translation>
        </message>
        <message>
            <source>Votre panier est gardé.</source>
            <translation>Your basket is kept.</translation>
        </message>
        <message>
            <source>Lecteur</source>
            <translation>Reader</translation>
        </message>
        <message>
            <source>La douchette ne lit plus</source>
            <translation>The scanner stopped reading</translation>
        </message>
        <message>
            <source>Douchette</source>
            <translation>Scanner</translation>
        </message>
        <message>
            <source>Caméra</source>
            <translation>Camera</translation>
        </message>
        <message>
            <source>Terminal</source>
            <translation>Terminal</translation>
        </message>
        <message>
            <source>Papier</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>E-ticket</source>
            <translation>E-receipt</translation>
        </message>
        <message>
            <source>fini</source>
            <translation>out</translation>
        </message>
        <message>
            <source>fin proche</source>
            <translation>near end</translation>
        </message>
        <message>
            <source>capot ouvert</source>
            <translation>cover open</translation>
        </message>
        <message>
            <source>image figée</source>
            <translation>picture frozen</translation>
        </message>
        <message>
            <source>il fait noir</source>
            <translation>it is dark</translation>
        </message>
        <message>
            <source>trop de lumière</source>
            <translation>too bright</translation>
        </message>
        <message>
            <source>couverte</source>
            <translation>covered</translation>
        </message>
        <message>
            <source>relances : %1</source>
            <translation>restarts: %1</translation>
        </message>
        <message>
            <source>en marche</source>
            <translation>ready</translation>
        </message>
        <message>
            <source>à voir</source>
            <translation>look at it</translation>
        </message>
        <message>
            <source>perdu</source>
            <translation>lost</translation>
        </message>
        <message>
            <source>attendu</source>
            <translation>expected</translation>
        </message>
        <message>
            <source>NFC</source>
            <translation>NFC</translation>
        </message>
        <message>
            <source>Caméra 2</source>
            <translation>Camera 2</translation>
        </message>
    </context>
    <context>
        <name>Field</name>
        <message>
            <source>en cours</source>
            <translation>under way</translation>
        </message>
    </context>
    <context>
        <name>GoodbyeScreen</name>
        <message>
            <source>Merci.
À bientôt.</source>
            <translation>Thank you.
Goodbye.</translation>
        </message>
        <message>
            <source>Prenez vos articles</source>
            <translation>Take your items</translation>
        </message>
        <message>
            <source>La caisse est prête pour la personne suivante.</source>
            <translation>The till is ready for the next person.</translation>
        </message>
        <message>
            <source>Terminé</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>Il reste quelque chose</source>
            <translation>Something is still there</translation>
        </message>
        <message>
            <source>Prenez tout ce qui est sur le plateau.</source>
            <translation>Take everything off the tray.</translation>
        </message>
    </context>
    <context>
        <name>HelpScreen</name>
        <message>
            <source>Annuler l’appel</source>
            <translation>Cancel the call</translation>
        </message>
        <message>
            <source>Préparez une pièce d’identité</source>
            <translation>Have your ID ready</translation>
        </message>
        <message>
            <source>Vous avez appelé</source>
            <translation>You called</translation>
        </message>
        <message>
            <source>%1 la regarde. La caisse n’en garde rien.</source>
            <translation>%1 looks at it. The till keeps nothing.</translation>
        </message>
        <message>
            <source>Laissez-le sur le plateau, ou reprenez-le.</source>
            <translation>Leave it on the tray, or take it back.</translation>
        </message>
        <message>
            <source>Restez ici, votre panier est gardé.</source>
            <translation>Stay here, your basket is kept.</translation>
        </message>
        <message>
            <source>%1
arrive</source>
            <translation>%1 is on
the way</translation>
        </message>
        <message>
            <source>Votre panier
vous attend.</source>
            <translation>Your basket
waits for you.</translation>
        </message>
        <message>
            <source>Réservé aux %1 ans et plus</source>
            <translation>For %1 and over only</translation>
        </message>
        <message>
            <source>%1+</source>
            <translation>%1+</translation>
        </message>
        <message>
            <source>Appel envoyé</source>
            <translation>Call sent</translation>
        </message>
        <message>
            <source>%1 vient vers vous</source>
            <translation>%1 is coming to you</translation>
        </message>
        <message>
            <source>On vérifie, vous payez</source>
            <translation>We check, you pay</translation>
        </message>
        <message>
            <source>On regarde avec vous</source>
            <translation>We look at it together</translation>
        </message>
        <message>
            <source>Continuer sans cet article</source>
            <translation>Go on without this item</translation>
        </message>
        <message>
            <source>Retour au panier</source>
            <translation>Back to the basket</translation>
        </message>
        <message>
            <source>L’article est encore sur le plateau. Reprenez-le.</source>
            <translation>The item is still on the tray. Take it back.</translation>
        </message>
        <message>
            <source>On compte, vous payez</source>
            <translation>We count, you pay</translation>
        </message>
        <message>
            <source>Laissez-les là. %1 compte avec vous.</source>
            <translation>Leave them there. %1 counts with you.</translation>
        </message>
    </context>
    <context>
        <name>IdleRow</name>
        <message>
            <source>Toujours là ?</source>
            <translation>Still there?</translation>
        </message>
        <message>
            <source>Cet écran s’efface dans %1.</source>
            <translation>This screen clears in %1.</translation>
        </message>
        <message>
            <source>Rester</source>
            <translation>Stay</translation>
        </message>
    </context>
    <context>
        <name>InDoubtScreen</name>
        <message>
            <source>Ne repayez
pas</source>
            <translation>Don’t pay
again</translation>
        </message>
        <message>
            <source>%1 vérifie.</source>
            <translation>%1 is checking.</translation>
        </message>
        <message>
            <source>Paiement envoyé, %1</source>
            <translation>Payment sent, %1</translation>
        </message>
        <message>
            <source>Nous ne savons pas encore si le paiement est passé</source>
            <translation>We don’t know yet whether the payment went through</translation>
        </message>
        <message>
            <source>Montant envoyé au terminal</source>
            <translation>Amount sent to the terminal</translation>
        </message>
        <message>
            <source>%1 vérifie</source>
            <translation>%1 is checking</translation>
        </message>
        <message>
            <source>Votre ticket s’affiche ici, ou vous payez</source>
            <translation>Your receipt appears here, or you pay</translation>
        </message>
        <message>
            <source>Ne repayez pas : %1 vérifie sur le terminal.</source>
            <translation>Please don’t pay again: %1 is checking the terminal.</translation>
        </message>
    </context>
    <context>
        <name>KeptRow</name>
        <message numerus="yes">
            <source>Votre panier, %n article(s)</source>
            <translation>
                <numerusform>Your basket, %n item</numerusform>
                <numerusform>Your basket, %n items</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LetterPad</name>
        <message>
            <source>Effacer</source>
            <translation>Delete</translation>
        </message>
    </context>
    <context>
        <name>LineRow</name>
        <message>
            <source>Refermer</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Changer</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Reprenez-le du plateau</source>
            <translation>Take it off the tray</translation>
        </message>
        <message>
            <source>Retirer</source>
            <translation>Remove</translation>
        </message>
    </context>
    <context>
        <name>MoreRow</name>
        <message numerus="yes">
            <source>%n de plus</source>
            <comment>lines on other pages of the list</comment>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NoticeWords</name>
        <message>
            <source>Ce code n’est pas celui d’un article</source>
            <translation>This code is not an item’s</translation>
        </message>
        <message>
            <source>Ce code se lit mal</source>
            <translation>This code reads badly</translation>
        </message>
        <message>
            <source>Ce code mène à un site internet</source>
            <translation>This code leads to a website</translation>
        </message>
        <message>
            <source>Ce code est un bon de réduction</source>
            <translation>This code is a discount coupon</translation>
        </message>
        <message>
            <source>La date limite d’un article est passée</source>
            <translation>One item is past its use-by date</translation>
        </message>
        <message>
            <source>Cet article se vend au poids</source>
            <translation>This item is sold by weight</translation>
        </message>
        <message>
            <source>Ce code vient d’un autre magasin</source>
            <translation>This code is from another shop</translation>
        </message>
        <message>
            <source>Ce code n’est pas reconnu</source>
            <translation>This code isn’t known here</translation>
        </message>
        <message>
            <source>Ce code n’est pas valable aujourd’hui</source>
            <translation>This code isn’t valid today</translation>
        </message>
        <message>
            <source>Ce code a déjà servi</source>
            <translation>This code was used already</translation>
        </message>
        <message>
            <source>Ce code est votre ticket</source>
            <translation>This code is your receipt</translation>
        </message>
        <message>
            <source>Ce code est une carte de fidélité</source>
            <translation>This code is a loyalty card</translation>
        </message>
        <message>
            <source>Ce code est un bon d’achat</source>
            <translation>This code is a gift voucher</translation>
        </message>
        <message>
            <source>Ce code est un panier mis de côté</source>
            <translation>This code is a basket set aside</translation>
        </message>
        <message>
            <source>Ce code est pour l’équipe</source>
            <translation>This code is for staff</translation>
        </message>
        <message>
            <source>Un code n’a pas pu être lu</source>
            <translation>One code could not be read</translation>
        </message>
        <message>
            <source>Plusieurs codes se mêlent</source>
            <translation>Several codes get mixed up</translation>
        </message>
        <message>
            <source>Votre panier est repris</source>
            <translation>Your basket is back</translation>
        </message>
        <message>
            <source>Montrez-le à plat, un instant sans bouger.</source>
            <translation>Hold it flat and still for a moment.</translation>
        </message>
        <message>
            <source>Il ne sert qu’une fois.</source>
            <translation>It works once only.</translation>
        </message>
        <message>
            <source>Montrez-en un seul à la fois.</source>
            <translation>Show one at a time.</translation>
        </message>
        <message>
            <source>Posez aussi ce qui porte une étiquette.</source>
            <translation>Put down the tagged items, too.</translation>
        </message>
        <message>
            <source>Montrez-le encore, bien à plat.</source>
            <translation>Show it again, held flat.</translation>
        </message>
        <message>
            <source>Il n’est pas vendu. Prenez-en un autre.</source>
            <translation>It isn’t sold. Please take another one.</translation>
        </message>
        <message>
            <source>Gardez-le, il n’y a rien à faire ici.</source>
            <translation>Keep it, there is nothing to do here.</translation>
        </message>
        <message>
            <source>Il ne se prend pas à cette caisse.</source>
            <translation>This checkout doesn’t take it.</translation>
        </message>
        <message>
            <source>Un article n’est pas au catalogue</source>
            <translation>One item is not in our list</translation>
        </message>
        <message>
            <source>L’article est encore sur le plateau</source>
            <translation>The item is still on the tray</translation>
        </message>
        <message>
            <source>Le panier est vide</source>
            <translation>The basket is empty</translation>
        </message>
        <message>
            <source>Le terminal ne répond pas</source>
            <translation>The terminal doesn’t answer</translation>
        </message>
        <message>
            <source>Paiement annulé sur le terminal</source>
            <translation>Payment cancelled on the terminal</translation>
        </message>
        <message>
            <source>Le paiement n’a pas commencé</source>
            <translation>The payment didn’t start</translation>
        </message>
        <message>
            <source>Le compte y est</source>
            <translation>The count fits</translation>
        </message>
        <message>
            <source>Le compte est à refaire</source>
            <translation>The count starts afresh</translation>
        </message>
        <message>
            <source>Montrez le code-barres de l’étiquette.</source>
            <translation>Show the barcode on the label.</translation>
        </message>
        <message>
            <source>%1 arrive.</source>
            <translation>%1 is on the way.</translation>
        </message>
        <message>
            <source>Reprenez-le, le panier suit.</source>
            <translation>Take it back, the basket follows.</translation>
        </message>
        <message>
            <source>Posez vos articles, ou montrez un code.</source>
            <translation>Put your items down, or show a barcode.</translation>
        </message>
        <message>
            <source>Rien n’est débité. %1 arrive.</source>
            <translation>Nothing was charged. %1 is on the way.</translation>
        </message>
        <message>
            <source>Rien n’est débité. Votre panier est là.</source>
            <translation>Nothing was charged. Your basket is here.</translation>
        </message>
        <message>
            <source>Touchez Payer pour continuer.</source>
            <translation>Press Pay to go on.</translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message>
            <source>Langue</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Aide</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>Quitter</source>
            <translation>Leave</translation>
        </message>
        <message>
            <source>Retour</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Vendeur</source>
            <translation>Staff</translation>
        </message>
        <message>
            <source>Quelqu’un</source>
            <translation>Someone</translation>
        </message>
        <message numerus="yes">
            <source>%n article(s)</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message>
            <source>Caisse %1</source>
            <translation>Till %1</translation>
        </message>
    </context>
    <context>
        <name>PanelScreen</name>
        <message>
            <source>Vendeur</source>
            <translation>Staff</translation>
        </message>
        <message>
            <source>Reprendre</source>
            <translation>Reopen</translation>
        </message>
        <message>
            <source>Suspendre</source>
            <translation>Suspend</translation>
        </message>
        <message>
            <source>Duplicata</source>
            <translation>Duplicate</translation>
        </message>
        <message>
            <source>Sortir</source>
            <translation>Leave</translation>
        </message>
        <message>
            <source>Caisse %1</source>
            <translation>Till %1</translation>
        </message>
        <message>
            <source>Fermée par un vendeur</source>
            <translation>Closed by an attendant</translation>
        </message>
        <message>
            <source>Un passage est ouvert</source>
            <translation>A visit is open</translation>
        </message>
        <message>
            <source>Prête</source>
            <translation>Ready</translation>
        </message>
        <message>
            <source>Aucune alerte</source>
            <translation>No alert</translation>
        </message>
        <message numerus="yes">
            <source>%n alerte(s)</source>
            <translation>
                <numerusform>%n alert</numerusform>
                <numerusform>%n alerts</numerusform>
            </translation>
        </message>
        <message>
            <source>les plus anciennes d’abord</source>
            <translation>oldest first</translation>
        </message>
        <message>
            <source>en paiement</source>
            <translation>while paying</translation>
        </message>
        <message>
            <source>ticket affiché</source>
            <translation>receipt shown</translation>
        </message>
        <message>
            <source>hors service</source>
            <translation>out of order</translation>
        </message>
        <message>
            <source>aucun ticket</source>
            <translation>no receipt</translation>
        </message>
        <message>
            <source>impression</source>
            <translation>printing</translation>
        </message>
        <message>
            <source>Annuler</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>encore %1 s</source>
            <translation>%1 s left</translation>
        </message>
        <message>
            <source>un passage est ouvert</source>
            <translation>a visit is open</translation>
        </message>
        <message>
            <source>le lecteur ne répond pas</source>
            <translation>the reader doesn’t answer</translation>
        </message>
    </context>
    <context>
        <name>PaymentScreen</name>
        <message>
            <source>Payé.
Merci.</source>
            <translation>Paid.
Thank you.</translation>
        </message>
        <message>
            <source>Présentez
votre carte</source>
            <translation>Hold out
your card</translation>
        </message>
        <message>
            <source>sur le terminal,
à droite</source>
            <translation>to the terminal,
on the right</translation>
        </message>
        <message>
            <source>Payé, %1</source>
            <translation>Paid, %1</translation>
        </message>
        <message>
            <source>À payer, %1</source>
            <translation>To pay, %1</translation>
        </message>
        <message>
            <source>Montant reçu par le terminal</source>
            <translation>Amount received by the terminal</translation>
        </message>
        <message>
            <source>Le terminal reçoit le montant</source>
            <translation>The terminal gets the amount</translation>
        </message>
        <message>
            <source>Carte lue</source>
            <translation>Card read</translation>
        </message>
        <message>
            <source>Le terminal attend votre carte</source>
            <translation>The terminal waits for your card</translation>
        </message>
        <message>
            <source>Encore %1</source>
            <translation>%1 left</translation>
        </message>
        <message>
            <source>Votre banque a répondu</source>
            <translation>Your bank has answered</translation>
        </message>
        <message>
            <source>Votre banque répond</source>
            <translation>Your bank answers</translation>
        </message>
        <message>
            <source>Votre ticket s’affiche ici</source>
            <translation>Your receipt appears here</translation>
        </message>
        <message>
            <source>Votre carte n’est débitée qu’une fois.</source>
            <translation>Your card is charged once only.</translation>
        </message>
        <message>
            <source>Pour annuler : la touche rouge du terminal</source>
            <translation>To cancel: the terminal’s red key</translation>
        </message>
    </context>
    <context>
        <name>PinPad</name>
        <message>
            <source>Effacer</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>Ouvrir</source>
            <translation>Open</translation>
        </message>
    </context>
    <context>
        <name>QrFrame</name>
        <message>
            <source>Code de votre ticket</source>
            <translation>Your receipt’s code</translation>
        </message>
    </context>
    <context>
        <name>QuestionScreen</name>
        <message>
            <source>Un article n’est pas
sûr sur le plateau.</source>
            <translation>One item on the tray
is unsure.</translation>
        </message>
        <message>
            <source>Dites si cet article est à vous</source>
            <translation>Say whether this item is yours</translation>
        </message>
        <message>
            <source>Votre réponse est notée avec ce passage.</source>
            <translation>Your answer is noted with this visit.</translation>
        </message>
        <message>
            <source>C’est à moi</source>
            <translation>It’s mine</translation>
        </message>
        <message>
            <source>Pas à moi</source>
            <translation>Not mine</translation>
        </message>
        <message>
            <source>C’est
à vous ?</source>
            <translation>Is it
yours?</translation>
        </message>
        <message>
            <source>Un article inconnu n’est
pas sûr sur le plateau.</source>
            <translation>An unknown item may
be on the tray.</translation>
        </message>
    </context>
    <context>
        <name>ReceiptScreen</name>
        <message>
            <source>Le ticket s’imprime</source>
            <translation>The receipt is printing</translation>
        </message>
        <message>
            <source>Ticket imprimé</source>
            <translation>Receipt printed</translation>
        </message>
        <message>
            <source>Plus de papier</source>
            <translation>Out of paper</translation>
        </message>
        <message>
            <source>L’imprimante est arrêtée</source>
            <translation>The printer has stopped</translation>
        </message>
        <message>
            <source>Imprimer de nouveau</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>Imprimer</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>prenez-le en bas</source>
            <translation>take it below</translation>
        </message>
        <message>
            <source>%1 vous le donne</source>
            <translation>%1 gives it to you</translation>
        </message>
        <message>
            <source>votre ticket est dans ce code</source>
            <translation>your receipt is in this code</translation>
        </message>
        <message>
            <source>s’il n’est pas sorti</source>
            <translation>if it didn’t come out</translation>
        </message>
        <message>
            <source>seulement sur demande</source>
            <translation>only if you want it</translation>
        </message>
        <message>
            <source>Payé.
Merci.</source>
            <translation>Paid.
Thank you.</translation>
        </message>
        <message>
            <source>%1, par carte</source>
            <translation>%1, by card</translation>
        </message>
        <message>
            <source>Ticket
papier</source>
            <translation>Paper
receipt</translation>
        </message>
        <message>
            <source>Votre ticket</source>
            <translation>Your receipt</translation>
        </message>
        <message>
            <source>Le code est indisponible. Imprimez votre ticket ici.</source>
            <translation>The code is not available. Print your receipt here.</translation>
        </message>
        <message>
            <source>Visez le code avec l’appareil photo de votre téléphone.</source>
            <translation>Point your phone’s camera at the code.</translation>
        </message>
        <message>
            <source>Sans compte</source>
            <translation>No account</translation>
        </message>
        <message>
            <source>Sans adresse</source>
            <translation>No address</translation>
        </message>
        <message>
            <source>Cet écran s’efface dans %1</source>
            <translation>This screen clears in %1</translation>
        </message>
        <message>
            <source>Rester</source>
            <translation>Stay</translation>
        </message>
        <message>
            <source>Terminé</source>
            <translation>Done</translation>
        </message>
    </context>
    <context>
        <name>RefusedScreen</name>
        <message>
            <source>Paiement
refusé</source>
            <translation>Payment
refused</translation>
        </message>
        <message>
            <source>Rien n’est débité.</source>
            <translation>Nothing was charged.</translation>
        </message>
        <message>
            <source>À payer, %1</source>
            <translation>To pay, %1</translation>
        </message>
        <message>
            <source>La banque a refusé</source>
            <translation>The bank said no</translation>
        </message>
        <message>
            <source>Le terminal n’a pas terminé</source>
            <translation>The terminal didn’t finish</translation>
        </message>
        <message>
            <source>Rien n’est débité. Essayez une autre carte.</source>
            <translation>Nothing was charged. Try another card.</translation>
        </message>
        <message>
            <source>Avec une autre carte</source>
            <translation>With another card</translation>
        </message>
        <message>
            <source>Payer</source>
            <translation>Pay</translation>
        </message>
        <message>
            <source>Total, %1</source>
            <translation>Total, %1</translation>
        </message>
    </context>
    <context>
        <name>SignInScreen</name>
        <message>
            <source>Fermer</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Réessayez dans %1</source>
            <translation>Try again in %1</translation>
        </message>
        <message>
            <source>Vérification du code</source>
            <translation>Checking the PIN</translation>
        </message>
        <message>
            <source>Espace
vendeur</source>
            <translation>Staff
only</translation>
        </message>
        <message>
            <source>Identifiant</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Suite</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>Identifiant ou code
inconnu</source>
            <translation>Name or PIN
not known</translation>
        </message>
        <message>
            <source>Identifiant,
puis code personnel</source>
            <translation>Name,
then PIN</translation>
        </message>
    </context>
    <context>
        <name>SignalPlot</name>
        <message>
            <source>Antenne %1</source>
            <translation>Antenna %1</translation>
        </message>
        <message>
            <source>Antenne</source>
            <translation>Antenna</translation>
        </message>
        <message>
            <source>lue il y a %1</source>
            <translation>read %1 ago</translation>
        </message>
        <message>
            <source>Sur le plateau</source>
            <translation>On the tray</translation>
        </message>
        <message>
            <source>À côté</source>
            <translation>Beside it</translation>
        </message>
        <message>
            <source>Pas lue depuis %1</source>
            <translation>Not read for %1</translation>
        </message>
        <message>
            <source>il y a %1</source>
            <translation>%1 ago</translation>
        </message>
        <message>
            <source>maintenant</source>
            <translation>now</translation>
        </message>
        <message>
            <source>et %1 plus faibles</source>
            <translation>and %1 weaker ones</translation>
        </message>
    </context>
    <context>
        <name>SignalSheet</name>
        <message>
            <source>%1, signal des 30 dernières secondes</source>
            <translation>%1, signal of the last 30 seconds</translation>
        </message>
    </context>
    <context>
        <name>StepList</name>
        <message>
            <source>fait</source>
            <translation>done</translation>
        </message>
        <message>
            <source>en cours</source>
            <translation>under way</translation>
        </message>
    </context>
    <context>
        <name>TagWords</name>
        <message>
            <source>Un article est déjà payé</source>
            <translation>One item is already paid for</translation>
        </message>
        <message>
            <source>%1 articles sont déjà payés</source>
            <translation>%1 items are already paid for</translation>
        </message>
        <message>
            <source>Un article ne vient pas d’ici</source>
            <translation>One item is not from here</translation>
        </message>
        <message>
            <source>%1 articles ne viennent pas d’ici</source>
            <translation>%1 items are not from here</translation>
        </message>
        <message>
            <source>Un article n’est pas au catalogue</source>
            <translation>One item is not in our list</translation>
        </message>
        <message>
            <source>%1 articles ne sont pas au catalogue</source>
            <translation>%1 items are not in our list</translation>
        </message>
        <message>
            <source>Gardez-le, il n’est pas compté de nouveau.</source>
            <translation>Keep it, it is not counted again.</translation>
        </message>
        <message>
            <source>Gardez-les, ils ne sont pas comptés de nouveau.</source>
            <translation>Keep them, they are not counted again.</translation>
        </message>
        <message>
            <source>Gardez-le, il n’est pas compté.</source>
            <translation>Keep it, it is not counted.</translation>
        </message>
        <message>
            <source>Gardez-les, ils ne sont pas comptés.</source>
            <translation>Keep them, they are not counted.</translation>
        </message>
        <message>
            <source>Laissez-le là. %1 arrive.</source>
            <translation>Leave it there. %1 is on the way.</translation>
        </message>
        <message>
            <source>Laissez-les là. %1 arrive.</source>
            <translation>Leave them there. %1 is on the way.</translation>
        </message>
        <message>
            <source>Reprenez-le. À vous ? %1 vérifie.</source>
            <translation>Take it back. Yours? %1 checks.</translation>
        </message>
        <message>
            <source>Reprenez-les. À vous ? %1 vérifie.</source>
            <translation>Take them back. Yours? %1 checks.</translation>
        </message>
        <message>
            <source>Vous en comptez %1, la caisse en lit %2</source>
            <translation>You count %1, the till reads %2</translation>
        </message>
        <message>
            <source>Il en manque peut-être : écartez-les un peu.</source>
            <translation>Some may be missing: spread them a little.</translation>
        </message>
        <message>
            <source>Il en manque un peut-être : écartez-les un peu.</source>
            <translation>One may be missing: spread them a little.</translation>
        </message>
        <message>
            <source>Il y en a peut-être de trop : reprenez-les.</source>
            <translation>There may be some too many: take them back.</translation>
        </message>
        <message>
            <source>Il y en a peut-être un de trop : reprenez-le.</source>
            <translation>There may be one too many: take it back.</translation>
        </message>
        <message>
            <source>%1 articles sont déjà pris ailleurs</source>
            <translation>%1 items are already taken elsewhere</translation>
        </message>
        <message>
            <source>Un article est déjà pris ailleurs</source>
            <translation>One item is already taken elsewhere</translation>
        </message>
        <message>
            <source>Un article est déjà pris : %1</source>
            <translation>One item is already taken: %1</translation>
        </message>
        <message>
            <source>Un objet n’est pas compté</source>
            <translation>One thing isn’t counted</translation>
        </message>
        <message>
            <source>%1 objets ne sont pas comptés</source>
            <translation>%1 things aren’t counted</translation>
        </message>
        <message>
            <source>Montrez son code, ou reprenez-le.</source>
            <translation>Show its barcode, or take it back.</translation>
        </message>
        <message>
            <source>Montrez leur code, ou reprenez-les.</source>
            <translation>Show their barcodes, or take them back.</translation>
        </message>
    </context>
    <context>
        <name>Tally</name>
        <message>
            <source>Un de moins</source>
            <translation>One fewer</translation>
        </message>
        <message>
            <source>Un de plus</source>
            <translation>One more</translation>
        </message>
        <message>
            <source>%1 de moins</source>
            <translation>%1 fewer</translation>
        </message>
        <message>
            <source>%1 de plus</source>
            <translation>%1 more</translation>
        </message>
    </context>
    <context>
        <name>UnsureRow</name>
        <message>
            <source>à confirmer</source>
            <translation>to confirm</translation>
        </message>
        <message>
            <source>Déplacez-le un peu</source>
            <translation>Move it a little</translation>
        </message>
        <message>
            <source>Pas à moi</source>
            <translation>Not mine</translation>
        </message>
        <message>
            <source>Un article</source>
            <translation>An item</translation>
        </message>
        <message>
            <source>À déplacer un peu</source>
            <translation>Move it a little</translation>
        </message>
    </context>
    <context>
        <name>UtilityBar</name>
        <message>
            <source>indisponible, %1</source>
            <translation>unavailable, %1</translation>
        </message>
    </context>
    <context>
        <name>EmptyTrayRow</name>
        <message>
            <source>Pas maintenant : %1.</source>
            <translation>Not now: %1.</translation>
        </message>
        <message>
            <source>Écoute des alentours. Ne posez rien.</source>
            <translation>Listening around the tray. Put nothing on it.</translation>
        </message>
        <message>
            <source>C’est fait : rien autour du plateau.</source>
            <translation>Done: nothing around the tray.</translation>
        </message>
        <message numerus="yes">
            <source>C’est fait : %n étiquette(s) autour, hors du panier.</source>
            <translation>
                <numerusform>Done: %n tag around it, kept out of the basket.</numerusform>
                <numerusform>Done: %n tags around it, kept out of the basket.</numerusform>
            </translation>
        </message>
        <message>
            <source>Interrompu. Touchez pour recommencer.</source>
            <translation>Broken off. Touch to begin again.</translation>
        </message>
        <message>
            <source>La caisse apprend les étiquettes autour, en 3 s.</source>
            <translation>The till learns the tags around it, in 3 s.</translation>
        </message>
        <message>
            <source>Le plateau est vide</source>
            <translation>The tray is empty</translation>
        </message>
    </context>
</TS>
