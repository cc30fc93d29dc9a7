#include "rfid/reader/reader.h" // for moc: an interface with signals and nothing else
