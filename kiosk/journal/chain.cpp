#include "journal/chain.h"
