<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="fr">
    <context>
        <name>KeptRow</name>
        <message numerus="yes">
            <source>Votre panier, %n article(s)</source>
            <translation>
                <numerusform>Votre panier, %n article</numerusform>
                <numerusform>Votre panier, %n articles</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MoreRow</name>
        <message numerus="yes">
            <source>%n de plus</source>
            <comment>lines on other pages of the list</comment>
            <translation>
                <numerusform>%n de plus</numerusform>
                <numerusform>%n de plus</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message numerus="yes">
            <source>%n article(s)</source>
            <translation>
                <numerusform>%n article</numerusform>
                <numerusform>%n articles</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PanelScreen</name>
        <message numerus="yes">
            <source>%n alerte(s)</source>
            <translation>
                <numerusform>%n alerte</numerusform>
                <numerusform>%n alertes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EmptyTrayRow</name>
        <message numerus="yes">
            <source>C’est fait : %n étiquette(s) autour, hors du panier.</source>
            <translation>
                <numerusform>C’est fait : %n étiquette autour, hors du panier.</numerusform>
                <numerusform>C’est fait : %n étiquettes autour, hors du panier.</numerusform>
            </translation>
        </message>
    </context>
</TS>
