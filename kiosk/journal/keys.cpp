#include "journal/keys.h"
