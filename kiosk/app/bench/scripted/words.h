// What the kiosk's screens say, as far as the scripted visits look for it. A test would fail with the first word that
// the kiosk says otherwise.
#pragma once

#include "app/bench/scripted/shopper.h"

namespace panier::bench::say {

// --- the shopper's screens
inline constexpr Words welcome{"Posez vos articles sur le plateau, ou montrez un code.",
                               "Put your items on the tray, or show a barcode."};
inline constexpr Words pay{"Payer", "Pay"};
inline constexpr Words presentCard{"Présentez votre carte", "Hold out your card"};
inline constexpr Words refused{"Paiement refusé", "Payment refused"};
inline constexpr Words paid{"Payé. Merci.", "Paid. Thank you."};
inline constexpr Words ticketCode{"Code de votre ticket", "Your receipt’s code"};
inline constexpr Words print{"Imprimer", "Print"};
inline constexpr Words printed{"Ticket imprimé", "Receipt printed"};
inline constexpr Words noPaper{"Plus de papier", "Out of paper"};
inline constexpr Words done{"Terminé", "Done"};
inline constexpr Words takeThings{"Prenez vos articles", "Take your items"};
inline constexpr Words anotherOne{"Encore un ?", "Another one?"};
inline constexpr Words yes{"Oui", "Yes"};
inline constexpr Words oneMore{"Un de plus", "One more"};
inline constexpr Words oneFewer{"Un de moins", "One fewer"};
inline constexpr Words oneBag{"Sacs : 1", "Bags: 1"};
inline constexpr Words mine{"C’est à moi", "It’s mine"};
inline constexpr Words notMine{"Pas à moi", "Not mine"};
inline constexpr Words quit{"Quitter", "Leave"};
inline constexpr Words back{"Retour", "Back"};
inline constexpr Words cancelCall{"Annuler l’appel", "Cancel the call"};
inline constexpr Words language{"Langue", "Language"};
inline constexpr Words english{"English", "English"};

inline constexpr Words uncounted{"Un objet n’est pas compté", "One thing isn’t counted"};
inline constexpr Words leftBehind{"Il reste quelque chose", "Something is still there"};

// --- what the kiosk misses, or waits for
inline constexpr Words trayAway{"Le plateau ne lit plus", "The tray no longer reads"};
inline constexpr Words terminalAway{"Le terminal ne répond pas", "The terminal doesn’t answer"};
inline constexpr Words idReady{"Préparez une pièce d’identité", "Have your ID ready"};
inline constexpr Words notInList{"Un article n’est pas au catalogue", "One item is not in our list"};
inline constexpr Words webAddress{"Ce code mène à un site internet", "This code leads to a website"};
inline constexpr Words basketBack{"Votre panier est repris", "Your basket is back"};
inline constexpr Words codeUsed{"Ce code a déjà servi", "This code was used already"};
inline constexpr Words dontPayAgain{"Ne repayez pas", "Don’t pay again"};

// --- the attendant's
inline constexpr Words staff{"Vendeur", "Staff"};
inline constexpr Words next{"Suite", "Next"};
inline constexpr Words open{"Ouvrir", "Open"};
inline constexpr Words leave{"Sortir", "Leave"};
inline constexpr Words alert{"1 alerte", "1 alert"};
inline constexpr Words oldEnough{"18 ans ou plus", "18 or over"};
inline constexpr Words setAside{"Écarter", "Set aside"};
inline constexpr Words emptyTray{"Le plateau est vide", "The tray is empty"};
inline constexpr Words surroundingsLearnt{"C’est fait :", "Done:"};
inline constexpr Words undo{"Annuler", "Undo"};
inline constexpr Words unknownTag{"Étiquette inconnue", "Unknown tag"};
inline constexpr Words noAlert{"Aucune alerte", "No alert"};
inline constexpr Words itIsPaid{"Payé", "Paid"};

// --- articles and how many
inline constexpr Words oneArticle{"1 article", "1 item"};
inline constexpr Words twoArticles{"2 articles", "2 items"};
inline constexpr Words threeArticles{"3 articles", "3 items"};
inline constexpr Words fourArticles{"4 articles", "4 items"};
inline constexpr Words payWithBag{"Payer, 37,40 €", "Pay, €37.40"};
inline constexpr Words honey{"Miel de châtaignier", "Chestnut honey"};
inline constexpr Words twiceHoney{"2 × Miel de châtaignier", "2 × Chestnut honey"};
inline constexpr Words thriceHoney{"3 × Miel de châtaignier", "3 × Chestnut honey"};
inline constexpr Words unsureSatchel{"Besace en toile, 34,95 €, à confirmer", "Canvas satchel, €34.95, to confirm"};
inline constexpr Words unsureHat{"Bonnet à pompon, 19,95 €, à confirmer", "Bobble hat, €19.95, to confirm"};
inline constexpr Words isSatchelMine{"C’est à vous ? Besace en toile", "Is it yours? Canvas satchel"};
inline constexpr Words isHatMine{"C’est à vous ? Bonnet à pompon", "Is it yours? Bobble hat"};

} // namespace panier::bench::say
